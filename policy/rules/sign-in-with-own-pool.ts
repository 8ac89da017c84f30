import { referred } from "../../declared/resource";
import { types } from "../../declared/types";
import { at } from "../../declared/values";
import type { StackRule } from "../rule";
import { actionsOf } from "../view/listeners";

/** Property of `authenticateCognito` to the type that it must name. */
const own = {
    userPoolArn: types.userPool,
    userPoolClientId: types.userPoolClient,
    userPoolDomain: types.userPoolDomain,
} as const;

/** Another pool's people would be as welcome as our own. */
export const signInWithOwnPool: StackRule = {
    id: "sign-in-with-own-pool",
    scope: "stack",
    description: "People sign in with this stack's user pool, at its login page, by its client.",
    remedy: "Take userPoolArn, userPoolClientId and userPoolDomain from the stack's own resources.",
    types: [types.listener, types.listenerRule],
    *check(resource, stack) {
        const property = resource.type === types.listener ? "defaultActions" : "actions";
        for (const [index, action] of ((at(resource.props, property) ?? []) as unknown[]).entries()) {
            if (at(action, "type") !== "authenticate-cognito") {
                continue;
            }
            for (const [name, type] of Object.entries(own)) {
                if (referred(stack, resource, [property, index, "authenticateCognito", name], type).length === 0) {
                    yield `${name} is not this stack's`;
                }
            }
        }
        if (actionsOf(resource).some((action) => at(action, "type") === "authenticate-oidc")) {
            yield "it signs in with another identity provider";
        }
    },
};
