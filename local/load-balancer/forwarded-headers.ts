import { randomUUID } from "node:crypto";

import type { LoadBalancer } from "../model";
import { endToEnd, valuesOf, type HeaderList } from "./headers";
import { withoutIdentity } from "./identity-headers";
import type { ReceivedRequest } from "./received-request";

type Settings = Pick<LoadBalancer, "xffHeaderProcessingMode" | "preserveHostHeader">;

const replaced = new Set([
    "host",
    "x-forwarded-for",
    "x-forwarded-proto",
    "x-forwarded-port",
    "x-amzn-trace-id",
    "content-length",
    "expect",
]);

/**
 * The headers that a target gets: the client's, without those of the client's connection and without anything that looks like an
 * identity, then the load balancer's own.
 *
 * AWS: "HTTP headers and Application Load Balancers".
 *
 * @param identity what the login adds.
 * @param now milliseconds.
 */
export function forwardedHeaders(request: ReceivedRequest, settings: Settings, identity: HeaderList, now: number): HeaderList {
    const kept = withoutIdentity(endToEnd(request.headers, replaced));
    const forwardedFor = forwardedAddresses(request, settings.xffHeaderProcessingMode);
    return [
        ["Host", hostForTarget(request, settings.preserveHostHeader)],
        ["X-Forwarded-For", forwardedFor] as const,
        ["X-Forwarded-Proto", request.protocol.toLowerCase()] as const,
        ["X-Forwarded-Port", String(request.port)] as const,
        ["X-Amzn-Trace-Id", traceId(valuesOf(request.headers, "x-amzn-trace-id")[0], now)] as const,
        ...identity,
        ...kept,
        ...bodyHeaders(request),
    ].filter((header): header is readonly [string, string] => header[1] !== undefined);
}

/** The body's framing: never the client's own words, so that no two servers can read its length differently. */
function bodyHeaders(request: ReceivedRequest): HeaderList {
    if (valuesOf(request.headers, "transfer-encoding").length > 0) {
        return [["Transfer-Encoding", "chunked"]];
    }
    const [length] = valuesOf(request.headers, "content-length");
    const expectsBody = !["GET", "HEAD", "DELETE", "OPTIONS"].includes(request.method);
    return length === undefined && !expectsBody ? [] : [["Content-Length", length ?? "0"]];
}

/** AWS: "HTTP headers and Application Load Balancers", X-Forwarded-For: append, preserve, remove. */
function forwardedAddresses(request: ReceivedRequest, mode: Settings["xffHeaderProcessingMode"]): string | undefined {
    const sent = valuesOf(request.headers, "x-forwarded-for");
    switch (mode) {
        case "append":
            return [...sent, request.clientAddress].join(", ");
        case "preserve":
            return sent.length > 0 ? sent.join(", ") : undefined;
        case "remove":
            return undefined;
    }
}

/**
 * AWS: "Application Load Balancers", Host header preservation: as sent, or with the port of a listener that is on none of the default
 * ports, or without any port on a default one. The port is the one that really listens, since that is the one in the browser's address bar
 * and in its Origin header, which targets compare with Host.
 */
function hostForTarget(request: ReceivedRequest, preserve: boolean): string | undefined {
    if (preserve || request.host === "") {
        return request.host === "" ? undefined : request.host;
    }
    const bare = request.host.replace(/:\d*$/, "");
    const isDefault = request.port === 80 || request.port === 443;
    return isDefault ? bare : bare === request.host ? `${bare}:${request.port}` : request.host;
}

/** AWS: "Request tracing for your Application Load Balancer". */
function traceId(sent: string | undefined, now: number): string {
    // 96 bits in hex, for which Node keeps random bytes ready. It need only be unique.
    const random = randomUUID().replaceAll("-", "").slice(8);
    const id = `1-${Math.floor(now / 1000).toString(16)}-${random}`;
    if (sent === undefined) {
        return `Root=${id}`;
    }
    const others = sent.split(";").filter((field) => field.trim() !== "" && !field.trim().startsWith("Self="));
    const hasRoot = others.some((field) => field.trim().startsWith("Root="));
    return [`${hasRoot ? "Self" : "Root"}=${id}`, ...others].join(";");
}
