import { request as httpRequest, type ClientRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

import type { ResponseHeaders } from "../model";
import { errorAnswer } from "./answer";
import { flat, pairs, type HeaderList } from "./headers";
import { clientHeaders } from "./response-headers";
import type { Target } from "./target";
import { joinWebSocket } from "./websocket";
import { writeAnswer } from "./write-answer";

/** One request on its way to a target. */
export interface Forwarding {
    readonly message: IncomingMessage;
    readonly response: ServerResponse;
    readonly method: string;
    /** Path and query. */
    readonly path: string;
    readonly headers: HeaderList;
    readonly hasBody: boolean;
    readonly target: Target;
    /** For the response, before the target's own. */
    readonly setCookies: readonly string[];
    readonly added: ResponseHeaders;
    /** The client's connection, where the request asks to become a websocket. */
    readonly upgrade?: { readonly socket: Duplex; readonly head: Buffer };
    /** Called once, when the target is no longer busy with the request. */
    readonly done: () => void;
    readonly log: (message: string) => void;
}

/** AWS: "Troubleshoot your Application Load Balancers", HTTP 504: "before the connection timeout expired (10 seconds)". */
const connectTimeout = 10_000;
/** AWS: the same page, HTTP 502: "The target response header exceeded 32 K". */
const largestResponseHeader = 32 * 1024;

/**
 * Sends a request to its target and the response back, both streamed, with backpressure.
 *
 * Plain `http.request` and not a proxy library: httpxy writes the response itself, and what matters here lies just there, in which status each
 * failure gets, in duplicate headers and their order, and in knowing when the target is free again.
 *
 * @returns ends the exchange from outside: with that status where the response has not begun, else by cutting it off.
 */
export function forward(forwarding: Forwarding): (status: number) => void {
    const { response } = forwarding;
    let upstream: ClientRequest | undefined;
    let finished = false;
    let joined = false;
    const finish = () => {
        if (!finished) {
            finished = true;
            forwarding.done();
        }
    };
    const abort = (status: number) => {
        finish();
        upstream?.destroy();
        if (joined) {
            forwarding.upgrade?.socket.destroy();
        } else if (response.headersSent || response.destroyed) {
            response.destroy();
        } else {
            writeAnswer(response, errorAnswer(status), forwarding.added, true);
        }
    };
    const send = (mayRetry: boolean) => {
        const sent = open(forwarding);
        upstream = sent;
        sent.on("error", (error: NodeJS.ErrnoException) => {
            if (finished || upstream !== sent) {
                return;
            }
            // The target closed a kept connection just as it was used again: not an error of the request, and safe to repeat.
            if (mayRetry && sent.reusedSocket && error.code === "ECONNRESET" && !response.headersSent) {
                send(false);
                return;
            }
            forwarding.log(`target ${forwarding.target.id}: ${error.code ?? ""} ${error.message}`);
            abort(error.code === "ETIMEDOUT" ? 504 : 502);
        });
        sent.on("response", (incoming) => relay(incoming, forwarding, abort, finish));
        sent.on("upgrade", (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
            joined = true;
            joinWebSocket(forwarding, incoming, { socket, head }, finish);
        });
    };
    response.on("close", () => {
        if (!response.writableFinished && !finished) {
            finish();
            upstream?.destroy();
        }
    });
    send(!forwarding.hasBody && ["GET", "HEAD", "OPTIONS"].includes(forwarding.method) && forwarding.upgrade === undefined);
    return abort;
}

function open({ target, method, path, headers, message, hasBody, upgrade }: Forwarding): ClientRequest {
    const sent = httpRequest({
        host: target.host,
        port: target.port,
        method,
        path,
        headers: flat(headers),
        // A connection that becomes a websocket is never shared.
        agent: upgrade === undefined ? target.agent : false,
        setHost: false,
        maxHeaderSize: largestResponseHeader,
    });
    sent.on("socket", (socket) => {
        if (socket.connecting) {
            const timer = setTimeout(() => sent.destroy(Object.assign(new Error("no connection"), { code: "ETIMEDOUT" })), connectTimeout);
            socket.once("connect", () => clearTimeout(timer)).once("close", () => clearTimeout(timer));
        }
    });
    if (hasBody) {
        message.pipe(sent);
        // A target may answer, and hang up, before it has read everything: the rest is read and dropped.
        sent.on("close", () => message.unpipe(sent).resume());
    } else {
        sent.end();
    }
    return sent;
}

/** The target's response to the client. */
function relay(incoming: IncomingMessage, forwarding: Forwarding, abort: (status: number) => void, finish: () => void): void {
    const { response, setCookies, added } = forwarding;
    if (response.headersSent || response.destroyed) {
        incoming.destroy();
        return;
    }
    const headers = clientHeaders(pairs(incoming.rawHeaders), setCookies, added);
    try {
        response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, flat(headers));
    } catch (error) {
        // A header that Node's parser took but would not send: "contains HTTP headers that are not valid".
        forwarding.log(`target ${forwarding.target.id}: ${String(error)}`);
        incoming.destroy();
        abort(502);
        return;
    }
    let began = false;
    incoming.once("data", () => (began = true));
    incoming.pipe(response);
    incoming.on("end", finish);
    // The target broke off: so must we, else the client would take half a response for a whole one.
    incoming.on("error", () => abort(502));
    // Headers travel with the first bytes of the body, in one write, unless the body is late in coming.
    setImmediate(() => {
        if (!began && !response.writableEnded && !response.destroyed) {
            response.flushHeaders();
        }
    });
}
