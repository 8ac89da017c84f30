import { privateRepository } from "../../../policy/rules/private-repository";
import { types } from "../../../policy/view/types";
import { document, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const policy = (Principal: unknown) => [resource(types.repositoryPolicy, { policy: document({ Principal, Action: "ecr:BatchGetImage" }) })];

describeRule(privateRepository, {
    holds: { "for an account that is named": policy({ AWS: "arn:aws:iam::123456789012:root" }) },
    violated: {
        "by a public one": [[resource(types.publicRepository)], "it is public"],
        "by everyone": [policy("*"), "it allows everyone"],
        "by every account": [policy({ AWS: "*" }), "it allows everyone"],
    },
});
