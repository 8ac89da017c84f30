import type { StackRule } from "../rule";
import { actionsOf } from "../view/listeners";
import { referred } from "../view/resource";
import { types } from "../view/types";
import { at, show } from "../view/values";

/** Nothing is served, and no cookie sent, without TLS. */
export const httpOnlyRedirects: StackRule = {
    id: "http-only-redirects",
    scope: "stack",
    description: "Whatever arrives without TLS is redirected to HTTPS, and rules belong to HTTPS listeners only.",
    remedy: "Let the HTTP listener's one action be a redirect to HTTPS with status HTTP_301, and attach rules to the HTTPS listener.",
    types: [types.listener, types.listenerRule],
    *check(resource, stack) {
        if (resource.type === types.listenerRule) {
            const [listener] = referred(stack, resource, ["listenerArn"], types.listener);
            if (listener === undefined) {
                yield "belongs to no listener of this stack";
            } else if (at(listener.props, "protocol") !== "HTTPS") {
                yield `belongs to ${listener.name}, which has no TLS`;
            }
            return;
        }
        const protocol = at(resource.props, "protocol");
        if (protocol === "HTTPS") {
            return;
        }
        const [action, ...more] = actionsOf(resource);
        if (at(action, "type") !== "redirect" || more.length > 0) {
            yield `its protocol is ${show(protocol)}, and its action ${show(at(action, "type"))}`;
        } else if (at(action, "redirect", "protocol") !== "HTTPS" || at(action, "redirect", "statusCode") !== "HTTP_301") {
            yield `it redirects to ${show(at(action, "redirect", "protocol"))} with ${show(at(action, "redirect", "statusCode"))}`;
        }
    },
};
