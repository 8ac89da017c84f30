import { BlockList, isIPv6 } from "node:net";

import type { Condition } from "../model";
import { valuesOf } from "./headers";
import type { ReceivedRequest } from "./received-request";
import { matchesWildcard } from "./wildcard";

/**
 * Whether a request meets a condition: any one of its values is enough.
 *
 * AWS: "Listener rules for your Application Load Balancer", Rule condition types.
 */
export function meetsCondition(condition: Condition, request: ReceivedRequest): boolean {
    switch (condition.type) {
        case "host-header":
            return condition.values.some((pattern) => matchesWildcard(pattern.toLowerCase(), request.hostname));
        case "path-pattern":
            return condition.values.some((pattern) => matchesWildcard(pattern, request.path));
        case "http-header":
            return meetsHeader(condition.name, condition.values, request);
        case "http-request-method":
            return condition.values.includes(request.method);
        case "query-string":
            return condition.values.some((value) => meetsQuery(value, request.query));
        case "source-ip":
            return condition.values.some((cidr) => isInCidr(cidr, request.clientAddress));
    }
}

function meetsHeader(name: string, patterns: readonly string[], request: ReceivedRequest): boolean {
    const values = valuesOf(request.headers, name).map((value) => value.toLowerCase());
    return patterns.some((pattern) => values.some((value) => matchesWildcard(pattern.toLowerCase(), value)));
}

/** Keys and values are compared as sent, not URL-decoded, without regard to case. */
function meetsQuery(wanted: { readonly key?: string; readonly value: string }, query: string): boolean {
    return query.split("&").some((part) => {
        const mark = part.indexOf("=");
        const key = mark < 0 ? part : part.slice(0, mark);
        const value = mark < 0 ? "" : part.slice(mark + 1);
        const keyMeets = wanted.key === undefined || matchesWildcard(wanted.key.toLowerCase(), key.toLowerCase());
        return keyMeets && matchesWildcard(wanted.value.toLowerCase(), value.toLowerCase());
    });
}

/**
 * Whether an address lies in a CIDR block. Looks at the connection's own address, never at X-Forwarded-For, as AWS does.
 * A value that is no CIDR block matches nothing.
 */
export function isInCidr(cidr: string, address: string): boolean {
    const [network = "", prefix] = cidr.split("/");
    const family = (text: string) => (isIPv6(text) ? "ipv6" : "ipv4");
    const block = new BlockList();
    try {
        block.addSubnet(network, Number(prefix ?? (isIPv6(network) ? 128 : 32)), family(network));
        return block.check(address, family(address));
    } catch {
        return false;
    }
}
