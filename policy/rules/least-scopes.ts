import { types } from "../../declared/types";
import { show, textsAt, at } from "../../declared/values";
import type { ResourceRule } from "../rule";
import { authenticationsOf } from "../view/listeners";

/** Who somebody is. `aws.cognito.signin.user.admin` would let a token change its owner's account. Source: "Scopes, M2M, and resource servers". */
const identity = ["openid", "email", "profile", "phone"];

/** The app gets these tokens: what they can do, whoever takes over the app can do in each user's name. */
export const leastScopes: ResourceRule = {
    id: "least-scopes",
    scope: "resource",
    description: "Tokens say who somebody is and can do nothing else.",
    remedy: "Ask for openid, email and profile only, in the client and in the rules.",
    types: [types.listener, types.listenerRule, types.userPoolClient],
    *check(resource) {
        const lists =
            resource.type === types.userPoolClient
                ? [textsAt(resource.props, "allowedOauthScopes")]
                : authenticationsOf(resource).map((settings) => textsAt(settings, "scope").flatMap((scope) => scope.split(" ")));
        for (const scopes of lists) {
            if (!scopes.includes("openid")) {
                yield `its scopes, ${show(scopes)}, lack openid`;
            }
            for (const scope of scopes.filter((each) => !identity.includes(each))) {
                yield `it asks for the scope ${show(scope)}`;
            }
        }
        if (resource.type === types.userPoolClient && at(resource.props, "allowedOauthFlowsUserPoolClient") !== true) {
            yield "its scopes do not count: allowedOauthFlowsUserPoolClient is not true";
        }
    },
};
