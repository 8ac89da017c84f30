import { noEscalation } from "../../../policy/rules/no-escalation";
import { types } from "../../../policy/view/types";
import { document, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const allows = (...actions: string[]) => [resource(types.rolePolicy, { policy: document({ Action: actions, Resource: "arn" }) })];

describeRule(noEscalation, {
    holds: {
        "for what an app does": allows("s3:GetObject", "dynamodb:Query"),
        "for taking a role that is named": allows("sts:AssumeRole"),
    },
    violated: {
        "by writing policies": [allows("s3:GetObject", "iam:PutRolePolicy"), 'it allows "iam:PutRolePolicy"'],
        "by passing a role on": [allows("IAM:PassRole"), 'it allows "IAM:PassRole"'],
        "by making credentials": [allows("sts:GetFederationToken"), 'it allows "sts:GetFederationToken"'],
        "in a role itself": [
            [resource(types.role, { inlinePolicies: [{ policy: document({ Action: "organizations:LeaveOrganization" }) }] })],
            'it allows "organizations:LeaveOrganization"',
        ],
    },
});
