import { request, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

import type { Exchange } from "./exchange";
import { flat, pairs } from "./headers";
import { connectTimeout, largestResponseHeader } from "./target";
import { joinWebSocket } from "./websocket";

/** Sends a request that asks to become a websocket, over a connection of its own, and joins the two connections where the target agrees. */
export function sendUpgrade(exchange: Exchange): void {
    const { target, method, path, headers } = exchange.forwarding;
    const sent = request({
        host: target.host,
        port: target.port,
        method,
        path,
        headers: flat(headers),
        agent: false,
        setHost: false,
        maxHeaderSize: largestResponseHeader,
    });
    exchange.sent(() => sent.destroy());
    sent.on("socket", (socket) => {
        const timer = setTimeout(() => sent.destroy(Object.assign(new Error("no connection"), { code: "ETIMEDOUT" })), connectTimeout);
        socket.once("connect", () => clearTimeout(timer)).once("close", () => clearTimeout(timer));
    });
    sent.on("error", (error: NodeJS.ErrnoException) => exchange.fail(error));
    sent.on("response", (incoming) => relay(incoming, exchange));
    sent.on("upgrade", (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
        exchange.join();
        joinWebSocket(exchange.forwarding, incoming, { socket, head }, () => exchange.finish());
    });
    sent.end();
}

/** The target did not agree: its answer goes to the client like any other. */
function relay(incoming: IncomingMessage, exchange: Exchange): void {
    if (!exchange.begin(incoming.statusCode ?? 502, incoming.statusMessage ?? "", pairs(incoming.rawHeaders))) {
        return;
    }
    incoming.pipe(exchange.forwarding.response);
    incoming.on("end", () => exchange.finish());
    incoming.on("error", () => exchange.abort(502));
}
