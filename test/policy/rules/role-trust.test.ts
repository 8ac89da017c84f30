import { types } from "../../../declared/types";
import { roleTrust } from "../../../policy/rules/role-trust";
import { document, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const right = {
    Principal: { Service: "ecs-tasks.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
};
const role = (statement: object) => [
    {
        ...resource(types.role, { assumeRolePolicy: document({ ...right, ...statement }) }),
        references: ["arn:aws:iam::123456789012:role/it"],
    },
];
const without = (statement: object) => role(statement).map((each) => ({ ...each, references: ["it"] }));
const sourceIs = (test: string, key: string, value: unknown) => ({ Condition: { [test]: { [key]: value } } });
const anyAccount = "it trusts the service on behalf of any account";

describeRule(roleTrust, {
    holds: {
        "for tasks of the account": role({}),
        "for tasks of the account by their ARN": role(sourceIs("ArnLike", "aws:SourceArn", "arn:aws:ecs:us-east-1:123456789012:*")),
        "for a function, whose service names no account": role({ Principal: { Service: "lambda.amazonaws.com" }, Condition: undefined }),
        "before anything has an ARN, for tasks of one account": without(sourceIs("StringEquals", "aws:SourceAccount", "999999999999")),
    },
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
        "by a function's service beside another": [
            role({ Principal: { Service: ["lambda.amazonaws.com", "ec2.amazonaws.com"] }, Condition: undefined }),
            'it trusts ["Service:lambda.amazonaws.com","Service:ec2.amazonaws.com"]',
            anyAccount,
        ],
        "by a service that the stack does not use": [
            role({ Principal: { Service: "codebuild.amazonaws.com" } }),
            'it trusts ["Service:codebuild.amazonaws.com"]',
        ],
        "without a condition": [role({ Condition: undefined }), anyAccount],
        "for tasks of another account": [
            role(sourceIs("StringEquals", "aws:SourceAccount", "999999999999")),
            "it trusts the service on behalf of the account 999999999999",
        ],
        "for tasks of another account by their ARN": [
            role(sourceIs("ArnLike", "aws:SourceArn", "arn:aws:ecs:us-east-1:999999999999:*")),
            "it trusts the service on behalf of the account 999999999999",
        ],
        "for tasks of two accounts": [role(sourceIs("StringEquals", "aws:SourceAccount", ["123456789012", "999999999999"])), anyAccount],
        "before anything has an ARN, for tasks of any account": [without(sourceIs("StringEquals", "aws:SourceAccount", "*")), anyAccount],
        "by a condition that is none": [role({ Condition: { ArnLike: { "aws:SourceArn": "*" } } }), anyAccount],
    },
});
