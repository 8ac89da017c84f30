import type { Resource } from "../../../declared/resource";
import { types } from "../../../declared/types";
import { serviceGrants } from "../../../policy/rules/service-grants";
import { document, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const account = "123456789012";
const alarms = { ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:us-east-1:${account}:alarm:*` } };
const statement = { Principal: { Service: "cloudwatch.amazonaws.com" }, Action: "sns:Publish", Resource: "topic", Condition: alarms };
const topic = (changed: object): Resource[] => [
    resource(types.topicPolicy, { policy: document({ ...statement, ...changed }) }),
    // Something with this account's number in its ARN.
    { ...resource(types.topic), references: [`arn:aws:sns:us-east-1:${account}:topic`] },
];

describeRule(serviceGrants, {
    holds: {
        "for a service that acts for this account": topic({}),
        "for an account in another condition": topic({ Condition: { StringEquals: { "aws:SourceAccount": account } } }),
        "for what is denied": topic({ Effect: "Deny", Principal: "*", Action: "sns:*", Condition: {} }),
        "for a log group": [
            resource(types.logResourcePolicy, {
                policyDocument: document({ ...statement, Principal: { Service: "delivery.logs.amazonaws.com" } }),
            }),
        ],
    },
    violated: {
        "by everyone": [topic({ Principal: "*" }), "it lets in *"],
        "by an account": [topic({ Principal: { AWS: "arn:aws:iam::999999999999:root" } }), "it lets in AWS:arn:aws:iam::999999999999:root"],
        "by every action": [topic({ Action: ["sns:Publish", "sns:*"] }), "it allows sns:*"],
        "by a pattern of actions": [topic({ Action: "sns:P????sh" }), "it allows sns:P????sh"],
        "by everyone but a few": [
            topic({ Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::999999999999:root" } }),
            "it is for everything but a list: NotPrincipal",
        ],
        "by every action but a few": [
            topic({ Action: undefined, NotAction: "sns:DeleteTopic" }),
            "it is for everything but a list: NotAction",
        ],
        "by no condition": [topic({ Condition: undefined }), "it allows it for any account"],
        "by a condition on something else": [
            topic({ Condition: { Bool: { "aws:SecureTransport": "true" } } }),
            "it allows it for any account",
        ],
        "by a condition that excludes": [topic({ Condition: { ArnNotLike: alarms.ArnLike } }), "it allows it for any account"],
        "by another account": [
            topic({ Condition: { StringEquals: { "aws:SourceAccount": "999999999999" } } }),
            "it allows it for any account",
        ],
        "by any account": [
            topic({ Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:*:alarm:*" } } }),
            "it allows it for any account",
        ],
        "by a bucket for everyone": [
            [resource(types.bucketPolicy, { policy: document({ ...statement, Principal: "*" }) })],
            "it lets in *",
        ],
    },
});
