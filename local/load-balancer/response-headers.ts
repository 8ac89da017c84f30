import type { ResponseHeaders } from "../model";
import { endToEnd, without, type HeaderList } from "./headers";

/**
 * A response's headers with those that the listener adds. A header that the target sends too is replaced: the listener's value is the one that counts.
 *
 * AWS: "HTTP header modification for your Application Load Balancer", Add response headers.
 */
export function withResponseHeaders(headers: HeaderList, added: ResponseHeaders): HeaderList {
    const { names, entries } = ofListener(added);
    return [...without(headers, names), ...entries];
}

interface Prepared {
    /** In lower case. */
    readonly names: ReadonlySet<string>;
    readonly entries: HeaderList;
}

const prepared = new WeakMap<ResponseHeaders, Prepared>();

/** Once a listener, not once a response. */
function ofListener(added: ResponseHeaders): Prepared {
    const known = prepared.get(added) ?? {
        names: new Set(Object.keys(added).map((name) => name.toLowerCase())),
        entries: Object.entries(added),
    };
    prepared.set(added, known);
    return known;
}

/**
 * The headers of a target's response as the client gets them. The load balancer's cookies come first: where the target sets one of
 * the same name (a logout that removes the session while this very request refreshed it), the browser keeps the later, the target's.
 */
export function clientHeaders(target: HeaderList, setCookies: readonly string[], added: ResponseHeaders): HeaderList {
    const { names, entries } = ofListener(added);
    return [...setCookies.map((cookie) => ["Set-Cookie", cookie] as const), ...endToEnd(target, names), ...entries];
}
