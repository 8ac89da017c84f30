import { hostnameOf, splitTarget, type ReceivedRequest } from "../../../../local/load-balancer/received-request";

/** A parsed request, for tests of the pure parts. */
export function received(changes: Partial<ReceivedRequest> = {}): ReceivedRequest {
    const target = changes.target ?? "/";
    const host = changes.host ?? "app.localhost:8443";
    return {
        method: "GET",
        target,
        ...splitTarget(target),
        host,
        hostname: hostnameOf(host),
        headers: [["Host", host]],
        cookies: new Map(),
        protocol: "HTTPS",
        port: 8443,
        clientAddress: "127.0.0.1",
        hasBody: false,
        ...changes,
    };
}
