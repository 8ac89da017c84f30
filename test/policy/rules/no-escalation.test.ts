import { noEscalation } from "../../../policy/rules/no-escalation";
import { types } from "../../../policy/view/types";
import { document, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const allows = (...actions: string[]) => [resource(types.rolePolicy, { policy: document({ Action: actions, Resource: "arn" }) })];

describeRule(noEscalation, {
    holds: {
        "for what an app does": allows(
            "s3:GetObject",
            "s3:PutObject",
            "dynamodb:Query",
            "sns:Publish",
            "lambda:InvokeFunction",
            "kms:Decrypt",
        ),
        "for taking a role that is named": allows("sts:AssumeRole"),
    },
    violated: {
        "by writing policies": [allows("s3:GetObject", "iam:PutRolePolicy"), 'it allows "iam:PutRolePolicy"'],
        "by passing a role on": [allows("IAM:PassRole"), 'it allows "IAM:PassRole"'],
        "by making credentials": [allows("sts:GetFederationToken"), 'it allows "sts:GetFederationToken"'],
        "by writing the policy of what it may not use": [allows("s3:PutBucketPolicy"), 'it allows "s3:PutBucketPolicy"'],
        "by granting itself a key": [allows("kms:CreateGrant"), 'it allows "kms:CreateGrant"'],
        "by letting itself call a function": [allows("lambda:AddPermission"), 'it allows "lambda:AddPermission"'],
        "by code of its own in a function": [allows("LAMBDA:UpdateFunctionCode"), 'it allows "LAMBDA:UpdateFunctionCode"'],
        "by a shell in another task": [allows("ecs:ExecuteCommand"), 'it allows "ecs:ExecuteCommand"'],
        "in a role itself": [
            [resource(types.role, { inlinePolicies: [{ policy: document({ Action: "organizations:LeaveOrganization" }) }] })],
            'it allows "organizations:LeaveOrganization"',
        ],
    },
});
