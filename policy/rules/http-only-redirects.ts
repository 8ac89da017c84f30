import { referred } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, show, textAt } from "../../declared/values";
import type { StackRule } from "../rule";
import { actionsOf, hostsOf, onlyRedirectsToOwnHost, rulesOf } from "../view/listeners";

/** Nothing is served, and no cookie sent, without TLS. */
export const httpOnlyRedirects: StackRule = {
    id: "http-only-redirects",
    scope: "stack",
    description:
        "Whatever arrives without TLS is redirected to HTTPS at the app's own host, and rules that do anything else belong to HTTPS listeners only.",
    remedy: "Let the HTTP listener's one action be a redirect to HTTPS at the domain with status HTTP_301, and attach rules to the HTTPS listener.",
    types: [types.listener, types.listenerRule],
    *check(resource, stack) {
        if (resource.type === types.listenerRule) {
            const [listener] = referred(stack, resource, ["listenerArn"], types.listener);
            if (listener === undefined) {
                yield "belongs to no listener of this stack";
            } else if (at(listener.props, "protocol") !== "HTTPS" && !onlyRedirectsToOwnHost(resource)) {
                yield `belongs to ${listener.name}, which has no TLS`;
            }
            return;
        }
        const protocol = at(resource.props, "protocol");
        if (protocol === "HTTPS") {
            return;
        }
        const [action, ...more] = actionsOf(resource);
        const redirect = at(action, "redirect");
        if (at(action, "type") !== "redirect" || more.length > 0) {
            yield `its protocol is ${show(protocol)}, and its action ${show(at(action, "type"))}`;
        } else if (at(redirect, "protocol") !== "HTTPS" || at(redirect, "statusCode") !== "HTTP_301") {
            yield `it redirects to ${show(at(redirect, "protocol"))} with ${show(at(redirect, "statusCode"))}`;
        } else if (
            !rulesOf(stack)
                .flatMap(hostsOf)
                .includes(textAt(redirect, "host") ?? "")
        ) {
            // Left out, it is whatever host the request names.
            yield `it redirects to the host ${show(at(redirect, "host"))}`;
        }
    },
};
