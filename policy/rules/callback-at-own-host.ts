import { types } from "../../declared/types";
import { show, textsAt } from "../../declared/values";
import type { StackRule } from "../rule";
import { callbackPath, hostsOf, isForwarding, rulesOf } from "../view/listeners";

/** Whoever receives the callback receives the code. */
export const callbackAtOwnHost: StackRule = {
    id: "callback-at-own-host",
    scope: "stack",
    description: "The login page sends people back to the app's own host, by HTTPS, and to no other.",
    remedy: `Let callbackUrls be https://<domain>${callbackPath}, and logoutUrls pages of the same domain.`,
    types: [types.userPoolClient],
    *check({ props }, stack) {
        const hosts = new Set(rulesOf(stack).filter(isForwarding).flatMap(hostsOf));
        const callbacks = textsAt(props, "callbackUrls");
        for (const url of [...callbacks, ...textsAt(props, "logoutUrls")]) {
            const { protocol, host } = URL.canParse(url) ? new URL(url) : { protocol: "", host: "" };
            if (protocol !== "https:" || !hosts.has(host)) {
                yield `it sends people to ${show(url)}`;
            }
        }
        for (const url of callbacks.filter((each) => !each.endsWith(callbackPath))) {
            yield `the load balancer does not know the callback ${show(url)}`;
        }
        if (callbacks.length === 0) {
            yield "it has no callback";
        }
    },
};
