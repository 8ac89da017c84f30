import { roleTrust } from "../../../policy/rules/role-trust";
import { types } from "../../../policy/view/types";
import { document, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const right = {
    Principal: { Service: "ecs-tasks.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
};
const role = (statement: object) => [resource(types.role, { assumeRolePolicy: document({ ...right, ...statement }) })];
const anyAccount = "it trusts the service on behalf of any account";

describeRule(roleTrust, {
    holds: { "for tasks of the account": role({}) },
    violated: {
        "by everyone": [role({ Principal: "*" }), 'it trusts ["*"]'],
        "by another account": [
            role({ Principal: { AWS: "arn:aws:iam::999999999999:root" } }),
            'it trusts ["AWS:arn:aws:iam::999999999999:root"]',
        ],
        "by two services": [
            role({ Principal: { Service: ["ecs-tasks.amazonaws.com", "ec2.amazonaws.com"] } }),
            'it trusts ["Service:ecs-tasks.amazonaws.com","Service:ec2.amazonaws.com"]',
        ],
        "without a condition": [role({ Condition: undefined }), anyAccount],
        "by a condition that is none": [role({ Condition: { ArnLike: { "aws:SourceArn": "*" } } }), anyAccount],
    },
});
