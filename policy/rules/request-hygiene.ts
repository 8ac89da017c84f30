import { types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** Requests that two servers may understand differently never arrive at a task. Source: "Desync mitigation mode". */
export const requestHygiene: ResourceRule = {
    id: "request-hygiene",
    scope: "resource",
    description: "The load balancer drops malformed headers and refuses ambiguous requests.",
    remedy: "Set dropInvalidHeaderFields to true and desyncMitigationMode to strictest.",
    types: [types.loadBalancer],
    *check({ props }) {
        if (at(props, "dropInvalidHeaderFields") !== true) {
            yield `dropInvalidHeaderFields is ${show(at(props, "dropInvalidHeaderFields"))}`;
        }
        if (at(props, "desyncMitigationMode") !== "strictest") {
            yield `desyncMitigationMode is ${show(at(props, "desyncMitigationMode"))}`;
        }
        if (at(props, "enableWafFailOpen") === true) {
            yield "requests pass while the firewall is out of reach: enableWafFailOpen is true";
        }
    },
};
