import { types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { ResourceRule } from "../rule";
import { authenticationsOf } from "../view/listeners";

/** `allow` forwards whoever has no session. Source: ELB API Reference, "AuthenticateCognitoActionConfig", OnUnauthenticatedRequest. */
export const unauthenticatedRefused: ResourceRule = {
    id: "unauthenticated-refused",
    scope: "resource",
    description: "Whoever has no session is refused or sent to the login page, never let through.",
    remedy: "Set onUnauthenticatedRequest to authenticate, or to deny for what scripts ask for.",
    types: [types.listener, types.listenerRule],
    *check(resource) {
        for (const settings of authenticationsOf(resource)) {
            const answer = at(settings, "onUnauthenticatedRequest") ?? "authenticate";
            if (answer !== "authenticate" && answer !== "deny") {
                yield `onUnauthenticatedRequest is ${show(answer)}`;
            }
        }
    },
};
