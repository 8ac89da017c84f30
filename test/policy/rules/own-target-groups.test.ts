import { types } from "../../../declared/types";
import { ownTargetGroups } from "../../../policy/rules/own-target-groups";
import { authenticate, forward, listenerRule, resource, service } from "../support/resources";
import { describeRule } from "../support/rule";

const blue = resource(types.targetGroup, {}, "tasks");
const green = resource(types.targetGroup, {}, "green");
const rule = (...actions: object[]) => [blue, green, listenerRule({ actions: [authenticate(), ...actions] })];
const shifting = (...arns: string[]) => rule({ type: "forward", forward: { targetGroups: arns.map((arn) => ({ arn })) } });
const running = (target: object, advancedConfiguration: object = {}) => [
    ...rule(forward),
    resource(types.role, {}, "role"),
    service({ loadBalancers: [{ containerPort: 8501, targetGroupArn: "tasks-arn", advancedConfiguration, ...target }] }),
];
const right = { alternateTargetGroupArn: "green-arn", productionListenerRule: "rule-arn", roleArn: "role-arn" };
const other = "arn:aws:elasticloadbalancing:us-east-1:999999999999:targetgroup/evil/1";
const not = (path: string) => `${path} is not of this stack`;

describeRule(ownTargetGroups, {
    holds: {
        "for the stack's own": rule(forward),
        "for two that take turns": shifting("tasks-arn", "green-arn"),
        "for a page": rule({ type: "fixed-response", targetGroupArn: "" }),
        "for a service": running({}),
        "for a service that takes turns": running({}, right),
    },
    violated: {
        "by another's": [rule({ ...forward, targetGroupArn: other }), not("actions.1.targetGroupArn")],
        "by another's beside the stack's": [shifting("tasks-arn", other), not("actions.1.forward.targetGroups.1.arn")],
        "by another's behind the stack's": [rule(forward, { ...forward, targetGroupArn: other }), not("actions.2.targetGroupArn")],
        "by a default action": [
            [resource(types.listener, { defaultActions: [{ type: "forward", targetGroupArn: other }] })],
            not("defaultActions.0.targetGroupArn"),
        ],
        "by a service in another's": [running({ targetGroupArn: other }), not("loadBalancers.0.targetGroupArn")],
        ...Object.fromEntries(
            Object.keys(right).map(
                (name) =>
                    [
                        `by another's ${name}`,
                        [running({}, { ...right, [name]: other }), not(`loadBalancers.0.advancedConfiguration.${name}`)],
                    ] as const,
            ),
        ),
    },
});
