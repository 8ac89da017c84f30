import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

import { pairs, valuesOf, type HeaderList } from "./headers";
import type { Forwarding } from "./proxy";
import { clientHeaders } from "./response-headers";
import { rawHead } from "./write-answer";

/** Whether an `Upgrade` is to a websocket; the load balancer knows no other (AWS: "Listeners for your Application Load Balancers", WebSockets). */
export function isWebSocketUpgrade(headers: HeaderList): boolean {
    return valuesOf(headers, "upgrade").some((value) => value.trim().toLowerCase() === "websocket");
}

/** Added to the headers of the request, and of the response, once the hop-by-hop ones are gone. */
export const upgradeHeaders: HeaderList = [
    ["Connection", "Upgrade"],
    ["Upgrade", "websocket"],
];

/**
 * Passes the target's 101 on and joins the two connections, until one of them ends. A silent websocket is ended by the idle timeout of the
 * client's connection, which sees the bytes of both directions.
 *
 * AWS: "Sticky sessions for your Application Load Balancer": "WebSocket connections are inherently sticky".
 */
export function joinWebSocket(
    { upgrade, response, setCookies, added }: Forwarding,
    incoming: IncomingMessage,
    target: { readonly socket: Duplex; readonly head: Buffer },
    finish: () => void,
): void {
    if (upgrade === undefined || upgrade.socket.destroyed) {
        target.socket.destroy();
        finish();
        return;
    }
    const client = upgrade.socket;
    response.detachSocket(client as never);
    const headers = [...upgradeHeaders, ...clientHeaders(pairs(incoming.rawHeaders), setCookies, added)];
    client.write(rawHead(101, "Switching Protocols", headers));
    client.write(target.head);
    target.socket.write(upgrade.head);
    client.pipe(target.socket);
    target.socket.pipe(client);
    for (const [one, other] of [
        [client, target.socket],
        [target.socket, client],
    ] as const) {
        one.on("error", () => other.destroy());
        one.on("close", () => {
            other.destroy();
            finish();
        });
    }
}
