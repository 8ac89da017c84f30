import type { IncomingMessage } from "node:http";

import type { LoadBalancer } from "../model";
import { cookiesOfConnection } from "./cookies";
import { pairs, valuesOf, type HeaderList } from "./headers";
import { hostnameOf, splitTarget, type ReceivedRequest } from "./received-request";

/** Why a request is refused before any rule sees it. */
export interface Refusal {
    readonly status: number;
    /** For the log: AWS's classification reason where it has one. */
    readonly why: string;
}

type Settings = Pick<LoadBalancer, "dropInvalidHeaderFields" | "desyncMitigationMode">;

/**
 * Longest request line and longest single header.
 *
 * AWS: "Troubleshoot your Application Load Balancers", HTTP 400 (the 64 K for all headers is Node's `maxHeaderSize`).
 */
const longestLine = 16 * 1024;

/** AWS: "Troubleshoot your Application Load Balancers", HTTP 463. */
const mostForwardedAddresses = 30;

const hostSyntax = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;
/** `Transfer_Encoding`, `Content Length` and the like: headers that some server may take for the real ones. */
const suspicious = /^(?:transfer[^a-z]?encoding|content[^a-z]?length)$/i;

/**
 * Reads one request into what rules and forwarding need, or says why it is refused.
 *
 * Node's parser, in its strict mode, has already refused malformed syntax, a Content-Length beside a Transfer-Encoding,
 * and repeated or unreadable lengths (`refusal-of-parser.ts`); here is what it lets through.
 *
 * AWS: "Application Load Balancers", Desync mitigation mode; "Troubleshoot your Application Load Balancers".
 */
export function parseRequest(message: IncomingMessage, protocol: "HTTP" | "HTTPS", settings: Settings): ReceivedRequest | Refusal {
    const received = pairs(message.rawHeaders);
    const method = message.method ?? "";
    const refusal =
        refuseVersion(message.httpVersion) ??
        refuseMethod(method) ??
        refuseSize(method, message.url ?? "", received) ??
        refuseLengths(method, received, settings.desyncMitigationMode) ??
        refuseForwardedFor(received);
    if (refusal !== undefined) {
        return refusal;
    }
    const located = locate(message.url ?? "", received, message.httpVersion);
    if ("why" in located) {
        return located;
    }
    // `[-A-Za-z0-9]+` is AWS's rule for a valid name ("Application Load Balancers", Load balancer attributes).
    const headers = settings.dropInvalidHeaderFields ? received.filter(([name]) => /^[-A-Za-z0-9]+$/.test(name)) : received;
    const { host, target } = located;
    const { path, query } = splitTarget(target);
    // No spread: V8 takes ten times as long for it, in each request.
    return {
        host,
        target,
        path,
        query,
        method,
        hostname: hostnameOf(host),
        headers,
        cookies: cookiesOfConnection(message.socket, headers),
        protocol,
        port: message.socket.localPort ?? 0,
        clientAddress: (message.socket.remoteAddress ?? "").replace(/^::ffff:(?=\d+\.)/, ""),
        hasBody: valuesOf(received, "transfer-encoding").length > 0 || Number(valuesOf(received, "content-length")[0] ?? 0) > 0,
    };
}

/** AWS: "Troubleshoot your Application Load Balancers", HTTP 505. Node's parser also takes HTTP/0.9 and HTTP/2.0 in a request line. */
function refuseVersion(version: string): Refusal | undefined {
    return version === "1.1" || version === "1.0" ? undefined : { status: 505, why: `HTTP/${version}` };
}

/** TRACE is AWS's only documented 405; CONNECT makes no sense at a reverse proxy either. */
function refuseMethod(method: string): Refusal | undefined {
    return method === "TRACE" || method === "CONNECT" ? { status: 405, why: `method ${method}` } : undefined;
}

function refuseSize(method: string, target: string, headers: HeaderList): Refusal | undefined {
    if (method.length + target.length + " HTTP/1.1 ".length > longestLine) {
        return { status: 414, why: "request line over 16 K" };
    }
    const large = headers.find(([name, value]) => name.length + value.length + 2 > longestLine);
    return large && { status: 400, why: `header ${large[0].slice(0, 64)} over 16 K` };
}

function refuseLengths(method: string, headers: HeaderList, mode: Settings["desyncMitigationMode"]): Refusal | undefined {
    const encodings = valuesOf(headers, "transfer-encoding");
    if (encodings.length > 1) {
        return { status: 400, why: "MultipleTransferEncodingChunked" };
    }
    if (encodings[0] !== undefined && encodings[0].trim().toLowerCase() !== "chunked") {
        return { status: 501, why: "Transfer-Encoding other than chunked" };
    }
    const lengths = valuesOf(headers, "content-length");
    if (mode !== "monitor" && headers.some(([name]) => suspicious.test(name) && !/^(?:transfer-encoding|content-length)$/i.test(name))) {
        return { status: 400, why: "SuspiciousHeader" };
    }
    const bodyless = method === "GET" || method === "HEAD";
    if (mode === "strictest" && bodyless && lengths.length > 0) {
        return { status: 400, why: lengths[0] === "0" ? "GetHeadZeroContentLength" : "UndefinedContentLengthSemantics" };
    }
    if (mode === "strictest" && bodyless && encodings.length > 0) {
        return { status: 400, why: "UndefinedTransferEncodingSemantics" };
    }
    return undefined;
}

function refuseForwardedFor(headers: HeaderList): Refusal | undefined {
    const addresses = valuesOf(headers, "x-forwarded-for").flatMap((value) => value.split(","));
    return addresses.length > mostForwardedAddresses ? { status: 463, why: `${addresses.length} addresses in X-Forwarded-For` } : undefined;
}

/** A name or address with, or without, a port up to 65535: the URL that a login returns to is made of it. */
function isHost(host: string): boolean {
    return hostSyntax.test(host) && URL.canParse(`https://${host}`);
}

/**
 * Host and target, from `GET /path` with a Host header or from `GET https://host/path`. Where both name a host they must agree:
 * a rule that looked at one while the target looks at the other would be a way around the rule.
 */
function locate(url: string, headers: HeaderList, version: string): { host: string; target: string } | Refusal {
    const hosts = valuesOf(headers, "host");
    const absolute = /^https?:\/\/([^/?#]*)(.*)$/i.exec(url);
    const host = hosts[0] ?? "";
    if (hosts.length > 1 || (hosts.length === 0 && version !== "1.0") || (hosts.length === 1 && !isHost(host))) {
        return { status: 400, why: `${hosts.length} Host headers, or not a host name` };
    }
    if (absolute !== null && absolute[1]?.toLowerCase() !== host.toLowerCase()) {
        return { status: 400, why: "the request URI and the Host header name different hosts" };
    }
    const rest = absolute === null ? url : (absolute[2] ?? "");
    const target = absolute !== null && !rest.startsWith("/") ? `/${rest}` : rest;
    // `*` of `OPTIONS *`, a fragment, a backslash, anything but visible ASCII.
    if (!target.startsWith("/") || !/^[\x21-\x7e]+$/.test(target) || /[#\\]/.test(target)) {
        return { status: 400, why: "BadUri" };
    }
    return { host, target };
}
