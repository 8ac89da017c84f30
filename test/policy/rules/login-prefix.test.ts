import { types } from "../../../declared/types";
import { loginPrefix } from "../../../policy/rules/login-prefix";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const page = (domain: string, props: object = {}) => [resource(types.userPoolDomain, { domain, ...props })];

describeRule(loginPrefix, {
    holds: { "for a prefix": page("my-team-1"), "for a domain of one's own": page("login.example.com", { certificateArn: "arn" }) },
    violated: {
        "by a reserved word": [page("my-cognito-login"), 'its prefix is "my-cognito-login"'],
        "by capitals": [page("Team"), 'its prefix is "Team"'],
        "by length": [page("a".repeat(64)), `its prefix is "${"a".repeat(64)}"`],
    },
});
