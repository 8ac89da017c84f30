import { types } from "../../declared/types";
import { show } from "../../declared/values";
import type { ResourceRule } from "../rule";
import { hostsOf } from "../view/listeners";

/** A rule for any host would serve the app at names of others, whose owners then choose the Host header that the app sees. */
export const hostInEveryRule: ResourceRule = {
    id: "host-in-every-rule",
    scope: "resource",
    description: "Every rule names the host it is for, without wildcards.",
    remedy: "Give the rule a hostHeader condition with the app's domain.",
    types: [types.listenerRule],
    *check(rule) {
        const hosts = hostsOf(rule);
        if (hosts.length === 0) {
            yield "it is for any host";
        }
        for (const host of hosts.filter((name) => /[*?]/.test(name))) {
            yield `its host ${show(host)} has a wildcard`;
        }
    },
};
