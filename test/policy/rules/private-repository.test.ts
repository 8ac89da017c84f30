import { types } from "../../../declared/types";
import { privateRepository } from "../../../policy/rules/private-repository";
import { document, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const own = { ...resource(types.repository), references: ["arn:aws:ecr:us-east-1:123456789012:repository/app"] };
const policyOf = (statement: object) => [
    own,
    resource(types.repositoryPolicy, { policy: document({ ...statement, Action: "ecr:BatchGetImage" }) }),
];
const policy = (Principal: unknown) => policyOf({ Principal });

describeRule(privateRepository, {
    holds: {
        "for the account": policy({ AWS: "arn:aws:iam::123456789012:root" }),
        "for a role of the account, and the account's number": policy({ AWS: ["arn:aws:iam::123456789012:role/ci", "123456789012"] }),
        "before anything has an ARN, for one account": policy({ AWS: "999999999999" }).slice(1),
    },
    violated: {
        "by a public one": [[resource(types.publicRepository)], "it is public"],
        "by everyone": [policy("*"), 'it allows ["*"]'],
        "by every account": [policy({ AWS: "*" }), 'it allows ["AWS:*"]'],
        "by every account, before anything has an ARN": [policy({ AWS: "*" }).slice(1), 'it allows ["AWS:*"]'],
        "by another account": [policy({ AWS: "arn:aws:iam::999999999999:root" }), 'it allows ["AWS:arn:aws:iam::999999999999:root"]'],
        "by another account's number beside ours": [
            policy({ AWS: ["123456789012", "999999999999"] }),
            'it allows ["AWS:123456789012","AWS:999999999999"]',
        ],
        "by a service, whoever uses it": [policy({ Service: "lambda.amazonaws.com" }), 'it allows ["Service:lambda.amazonaws.com"]'],
        "by everyone but a list": [policyOf({ NotPrincipal: { AWS: "123456789012" } }), "it allows everyone but a list"],
    },
});
