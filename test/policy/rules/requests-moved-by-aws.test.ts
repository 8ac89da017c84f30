import { types } from "../../../declared/types";
import { requestsMovedByAws } from "../../../policy/rules/requests-moved-by-aws";
import { document, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const role = (Service: string | string[], more: object = {}) =>
    resource(types.role, { assumeRolePolicy: document({ Principal: { Service }, Action: "sts:AssumeRole" }), ...more }, "role");
const policy = (...Action: string[]) => document({ Action, Resource: "arn" });
const allows = (...actions: string[]) => resource(types.rolePolicy, { role: "role-name", policy: policy(...actions) });
const moves = allows("elasticloadbalancing:ModifyRule");
const tasks = 'it allows ["elasticloadbalancing:ModifyRule"] to ["Service:ecs-tasks.amazonaws.com"]';

describeRule(requestsMovedByAws, {
    holds: {
        "for a deployment": [role("ecs.amazonaws.com"), allows("elasticloadbalancing:RegisterTargets", "elasticloadbalancing:ModifyRule")],
        "for a schedule": [role("scheduler.amazonaws.com"), allows("elasticloadbalancing:SetRulePriorities")],
        "for an app that moves nothing": [role("ecs-tasks.amazonaws.com"), allows("elasticloadbalancing:DescribeRules", "s3:GetObject")],
    },
    violated: {
        "by the app": [[role("ecs-tasks.amazonaws.com"), moves], tasks],
        "by the app in capitals": [
            [role("ecs-tasks.amazonaws.com"), allows("ElasticLoadBalancing:MODIFYRULE")],
            'it allows ["ElasticLoadBalancing:MODIFYRULE"] to ["Service:ecs-tasks.amazonaws.com"]',
        ],
        "by the app, in its role itself": [
            [role("ecs-tasks.amazonaws.com", { inlinePolicies: [{ policy: policy("elasticloadbalancing:ModifyRule") }] })],
            tasks,
        ],
        "by the app beside ECS": [
            [role(["ecs.amazonaws.com", "ecs-tasks.amazonaws.com"]), moves],
            'it allows ["elasticloadbalancing:ModifyRule"] to ["Service:ecs.amazonaws.com","Service:ecs-tasks.amazonaws.com"]',
        ],
        "by a role that is not of the stack": [[moves], 'it allows ["elasticloadbalancing:ModifyRule"] to whoever has it'],
        "by a policy for any role": [
            [resource(types.policy, { policy: policy("elasticloadbalancing:DeregisterTargets") })],
            'it allows ["elasticloadbalancing:DeregisterTargets"] to whoever has it',
        ],
    },
});
