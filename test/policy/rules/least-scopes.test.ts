import { types } from "../../../declared/types";
import { leastScopes } from "../../../policy/rules/least-scopes";
import { authenticate, listenerRule, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const client = (allowedOauthScopes: string[], allowedOauthFlowsUserPoolClient = true) =>
    resource(types.userPoolClient, { allowedOauthScopes, allowedOauthFlowsUserPoolClient });
const rule = (scope?: string) => listenerRule({ actions: [authenticate(scope === undefined ? {} : { scope })] });

describeRule(leastScopes, {
    holds: { "for who somebody is": [client(["openid", "email", "profile"]), rule("openid email profile")] },
    violated: {
        "by a client that may change accounts": [
            [client(["openid", "aws.cognito.signin.user.admin"])],
            'it asks for the scope "aws.cognito.signin.user.admin"',
        ],
        "by a rule that asks for more": [[rule("openid api/write")], 'it asks for the scope "api/write"'],
        "by a rule that does not ask who it is": [[rule("email")], 'its scopes, ["email"], lack openid'],
        "by scopes that Cognito ignores": [
            [client(["openid"], false)],
            "its scopes do not count: allowedOauthFlowsUserPoolClient is not true",
        ],
    },
});
