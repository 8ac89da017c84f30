import { types } from "../../../declared/types";
import { noWildcardResource } from "../../../policy/rules/no-wildcard-resource";
import { document, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const policy = (statement: object) => [resource(types.rolePolicy, { policy: document({ ...statement }) })];
const repository = "arn:aws:ecr:us-east-1:123456789012:repository/app";

describeRule(noWildcardResource, {
    holds: {
        "for an ARN": policy({ Action: "ecr:BatchGetImage", Resource: repository }),
        "for what is inside a log group": policy({ Action: "logs:PutLogEvents", Resource: "arn:aws:logs:r:1:log-group:app:*" }),
        "for a log group whose name has slashes": policy({
            Action: "logs:PutLogEvents",
            Resource: "arn:aws:logs:r:1:log-group:/ecs/app:*",
        }),
        "for a repository whose name has slashes": policy({ Action: "ecr:BatchGetImage", Resource: `${repository}/server` }),
        "for a queue, which has no type": policy({ Action: "sqs:SendMessage", Resource: "arn:aws:sqs:r:1:jobs" }),
        "for what is inside a bucket": policy({ Action: "s3:GetObject", Resource: "arn:aws:s3:::files/*" }),
        "for an action that takes nothing narrower": policy({ Action: "ecr:GetAuthorizationToken", Resource: "*" }),
    },
    violated: {
        "by everything": [policy({ Action: ["ecr:BatchGetImage"], Resource: "*" }), 'it allows ["ecr:BatchGetImage"] at ["*"]'],
        "by every repository": [
            policy({ Action: "ecr:BatchGetImage", Resource: [repository, "arn:aws:ecr:us-east-1:123456789012:*"] }),
            'it allows ["ecr:BatchGetImage"] at ["arn:aws:ecr:us-east-1:123456789012:*"]',
        ],
        ...Object.fromEntries(
            [
                "arn:aws:ecr:us-east-1:123456789012:repository/*",
                "arn:aws:ecr:us-east-1:123456789012:repository/app*",
                "arn:aws:ecr:us-east-1:123456789012:repository/team/*",
                "arn:aws:ecr:us-east-1:123456789012:repository/",
                "arn:aws:ecr:us-east-1:*:repository/app",
                "arn:aws:logs:us-east-1:123456789012:log-group:*",
                "arn:aws:logs:us-east-1:123456789012:log-group:*:*",
                "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/*",
                "arn:aws:logs:us-east-1:123456789012:log-group::*",
                "arn:aws:s3:::*/files",
                "repository/app",
            ].map((arn) => [`by ${arn}`, [policy({ Action: "a:b", Resource: arn }), `it allows ["a:b"] at ["${arn}"]`]] as const),
        ),
        "by an action more beside one that takes nothing narrower": [
            policy({ Action: ["ecr:GetAuthorizationToken", "ecr:PutImage"], Resource: "*" }),
            'it allows ["ecr:PutImage"] at ["*"]',
        ],
        "by everything but": [policy({ Action: "a:b", NotResource: repository }), "it is for everything but a list: NotResource"],
    },
});
