import { types } from "../../declared/types";
import type { ResourceRule } from "../rule";
import { actionsOf, authenticationOf, forwards } from "../view/listeners";

/** A forgotten `authenticate` action is the whole app in the open. Source: "Authenticate users using an Application Load Balancer". */
export const authenticateBeforeForward: ResourceRule = {
    id: "authenticate-before-forward",
    scope: "resource",
    description: "No listener and no rule forwards a request before it has authenticated it.",
    remedy: "Put an authenticate-cognito action before the forward action, with a lower order.",
    types: [types.listener, types.listenerRule],
    *check(resource) {
        const actions = actionsOf(resource);
        const forwarding = actions.findIndex(forwards);
        const authenticating = actions.findIndex((action) => authenticationOf(action) !== undefined);
        if (forwarding !== -1 && (authenticating === -1 || authenticating > forwarding)) {
            yield authenticating === -1 ? "forwards without authentication" : "authenticates after it forwards";
        }
    },
};
