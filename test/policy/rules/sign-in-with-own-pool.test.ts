import { types } from "../../../declared/types";
import { signInWithOwnPool } from "../../../policy/rules/sign-in-with-own-pool";
import { authenticate, forward, listenerRule, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const pool = [
    resource(types.userPool, {}, "users"),
    resource(types.userPoolClient, {}, "client"),
    resource(types.userPoolDomain, {}, "login"),
];
const own = { userPoolArn: "users-arn", userPoolClientId: "client-id", userPoolDomain: "login-name" };
const rule = (settings: object) => listenerRule({ actions: [authenticate({ ...own, ...settings }), forward] });

describeRule(signInWithOwnPool, {
    holds: { "for the stack's own": [...pool, rule({})] },
    violated: {
        "by another pool": [[...pool, rule({ userPoolArn: "arn:other" })], "userPoolArn is not this stack's"],
        "by a client's id in the pool's place": [[...pool, rule({ userPoolArn: "client-id" })], "userPoolArn is not this stack's"],
        "by another client": [[...pool, rule({ userPoolClientId: "other" })], "userPoolClientId is not this stack's"],
        "by another login page": [[...pool, rule({ userPoolDomain: "other" })], "userPoolDomain is not this stack's"],
        "by another identity provider": [
            [...pool, listenerRule({ actions: [{ type: "authenticate-oidc" }, forward] })],
            "it signs in with another identity provider",
        ],
    },
});
