import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

import type { ResponseHeaders } from "../model";
import { errorAnswer, type Answer } from "./answer";
import { flat, type HeaderList } from "./headers";
import { withResponseHeaders } from "./response-headers";

/**
 * Sends one of the load balancer's own answers, with the listener's response headers.
 *
 * @param close ends the connection after it: what else comes on it cannot be trusted, or is not wanted.
 */
export function writeAnswer(response: ServerResponse, answer: Answer, added: ResponseHeaders, close = false): void {
    if (close) {
        response.shouldKeepAlive = false;
    }
    response.writeHead(answer.status, answer.reason, flat(withResponseHeaders(answer.headers, added)));
    response.end(answer.body);
}

/** A status line and headers as bytes, for where Node has no response to write them with. */
export function rawHead(status: number, reason: string, headers: HeaderList): Buffer {
    const lines = [`HTTP/1.1 ${status} ${reason}`, ...headers.map(([name, value]) => `${name}: ${value}`), "", ""];
    // Header bytes are latin1 on the wire: Node read them so.
    return Buffer.from(lines.join("\r\n"), "latin1");
}

/** Answers a request that Node's parser refused, and ends the connection. */
export function writeRawError(socket: Duplex, status: number, added: ResponseHeaders): void {
    const { reason, headers, body } = errorAnswer(status, [
        ["Date", new Date().toUTCString()],
        ["Connection", "close"],
    ]);
    socket.end(Buffer.concat([rawHead(status, reason, withResponseHeaders(headers, added)), Buffer.from(body)]));
}
