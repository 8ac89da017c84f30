import { types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** A year, the least that browsers' preload list takes. */
const leastAge = 31_536_000;

/** Headers that the load balancer adds to every answer. Source: "HTTP header modification for your Application Load Balancer". */
export const responseHeaders: ResourceRule = {
    id: "response-headers",
    scope: "resource",
    description: "Answers tell browsers to stay with HTTPS for a year, to guess no content types, and to let no other site frame them.",
    remedy: "Set the three routingHttpResponse…HeaderValue inputs of the HTTPS listener.",
    types: [types.listener],
    *check({ props }) {
        if (at(props, "protocol") !== "HTTPS") {
            return;
        }
        const transport = at(props, "routingHttpResponseStrictTransportSecurityHeaderValue");
        const age = Number(/max-age=(\d+)/.exec(String(transport))?.[1] ?? 0);
        if (age < leastAge) {
            yield `Strict-Transport-Security is ${show(transport)}`;
        }
        const sniffing = at(props, "routingHttpResponseXContentTypeOptionsHeaderValue");
        if (sniffing !== "nosniff") {
            yield `X-Content-Type-Options is ${show(sniffing)}`;
        }
        const framing = at(props, "routingHttpResponseXFrameOptionsHeaderValue");
        if (framing !== "SAMEORIGIN" && framing !== "DENY") {
            yield `X-Frame-Options is ${show(framing)}`;
        }
    },
};
