import { types } from "../../declared/types";
import { at, listAt, show } from "../../declared/values";
import type { ResourceRule } from "../rule";
import { actionsOf, authenticationsOf, callbackPath, isForwarding, onlyRedirectsToOwnHost, pathsOf } from "../view/listeners";

/**
 * The page after signing out is outside the login, and so is the one for those who may not come in. A wildcard in a path would take pages of the app out
 * with it, and a page for all who come back from the login would let nobody in.
 */
export const openPagesAreExact: ResourceRule = {
    id: "open-pages-are-exact",
    scope: "resource",
    description: "What is outside the login is a fixed page of the load balancer at an exact path.",
    remedy: "Answer with a fixed response, and list whole paths without wildcards.",
    types: [types.listenerRule],
    *check(rule) {
        // What is forwarded without a login is another rule's concern; a redirect to HTTPS shows nothing.
        if (authenticationsOf(rule).length > 0 || isForwarding(rule) || onlyRedirectsToOwnHost(rule)) {
            return;
        }
        const paths = pathsOf(rule);
        if (paths.length === 0 || paths.some((path) => /[*?]/.test(path))) {
            yield `it is open at ${paths.length === 0 ? "every path" : show(paths)}`;
        }
        if (
            paths.includes(callbackPath) &&
            !listAt(rule.props, "conditions").some((condition) => listAt(condition, "queryStrings").length > 0)
        ) {
            yield "it takes the sign-in of everybody";
        }
        for (const action of actionsOf(rule)) {
            if (at(action, "type") !== "fixed-response") {
                yield `without a session it does ${show(at(action, "type"))}`;
            }
        }
    },
};
