import type { HeaderList } from "./headers";

/** What the rules, the login and the forwarding know of one request. */
export interface ReceivedRequest {
    readonly method: string;
    /** Path and query exactly as sent: AWS matches rules on the raw path, without normalising it, and the target gets the same bytes. */
    readonly target: string;
    readonly path: string;
    /** Without `?`. */
    readonly query: string;
    /** Of the Host header (or the absolute request URI), with its port; empty for HTTP/1.0 without one. */
    readonly host: string;
    /** `host` without the port, in lower case. */
    readonly hostname: string;
    /** Valid headers in their order; `Host` included. */
    readonly headers: HeaderList;
    /** Of the `Cookie` headers, read once. */
    readonly cookies: ReadonlyMap<string, string>;
    readonly protocol: "HTTP" | "HTTPS";
    /** The port that the client connected to. */
    readonly port: number;
    /** The client's IP address; IPv4 in its dotted form. */
    readonly clientAddress: string;
    /** Whether a body follows the headers. */
    readonly hasBody: boolean;
}

/** Splits a raw request target at its first `?`. */
export function splitTarget(target: string): { path: string; query: string } {
    const mark = target.indexOf("?");
    return mark < 0 ? { path: target, query: "" } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/** `example.com:8443` as `example.com`, in lower case; `[::1]:80` as `[::1]`. */
export function hostnameOf(host: string): string {
    return host.replace(/:\d*$/, "").toLowerCase();
}
