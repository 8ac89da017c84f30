import { types } from "../../../declared/types";
import { noWildcardAction } from "../../../policy/rules/no-wildcard-action";
import { document, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const policy = (...statements: object[]) => [
    resource(types.rolePolicy, { policy: document(...statements.map((statement) => ({ ...statement }))) }),
];

describeRule(noWildcardAction, {
    holds: {
        "for named actions": policy({ Action: ["logs:PutLogEvents"] }),
        "for a wildcard that is denied": policy({ Effect: "Deny", Action: "*" }),
    },
    violated: {
        "by everything": [policy({ Action: "*" }), 'it allows "*"'],
        "by a service's everything, in the second statement": [policy({ Action: "a:b" }, { Action: ["s3:*"] }), 'it allows "s3:*"'],
        "by everything but": [policy({ NotAction: "iam:*" }), "it allows everything but a list: NotAction"],
        "by a policy inside a role": [
            [resource(types.role, { inlinePolicies: [{ policy: document({ Action: "ecs:*" }) }] })],
            'it allows "ecs:*"',
        ],
        "by a statement that is no list": [
            [resource(types.policy, { policy: JSON.stringify({ Statement: { Effect: "Allow", Action: "sqs:*" } }) })],
            'it allows "sqs:*"',
        ],
    },
});
