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
    const exchange = new Exchange(forwarding);
    const { hasBody, method, upgrade } = forwarding;
    exchange.send(!hasBody && ["GET", "HEAD", "OPTIONS"].includes(method) && upgrade === undefined);
    return (status) => exchange.abort(status);
}

/** One request at its target, until the response has ended. */
class Exchange {
    #upstream: ClientRequest | undefined;
    #finished = false;
    #joined = false;

    constructor(readonly forwarding: Forwarding) {
        const { response } = forwarding;
        response.on("close", () => {
            if (!response.writableFinished && !this.#finished) {
                this.finish();
                this.#upstream?.destroy();
            }
        });
    }

    /** The target is no longer busy with it. */
    finish(): void {
        if (!this.#finished) {
            this.#finished = true;
            this.forwarding.done();
        }
    }

    abort(status: number): void {
        const { response, upgrade, added } = this.forwarding;
        this.finish();
        this.#upstream?.destroy();
        if (this.#joined) {
            upgrade?.socket.destroy();
        } else if (response.headersSent || response.destroyed) {
            response.destroy();
        } else {
            writeAnswer(response, errorAnswer(status), added, true);
        }
    }

    /** @param mayRetry whether it may be sent twice. */
    send(mayRetry: boolean): void {
        const sent = open(this.forwarding);
        this.#upstream = sent;
        sent.on("error", (error: NodeJS.ErrnoException) => this.#failed(sent, error, mayRetry));
        sent.on("response", (incoming) => relay(incoming, this));
        sent.on("upgrade", (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
            this.#joined = true;
            joinWebSocket(this.forwarding, incoming, { socket, head }, () => this.finish());
        });
    }

    #failed(sent: ClientRequest, error: NodeJS.ErrnoException, mayRetry: boolean): void {
        if (this.#finished || this.#upstream !== sent) {
            return;
        }
        const { response, target, log } = this.forwarding;
        // The target closed a kept connection just as it was used again: not an error of the request, and safe to repeat.
        if (mayRetry && sent.reusedSocket && error.code === "ECONNRESET" && !response.headersSent) {
            this.send(false);
            return;
        }
        log(`target ${target.id}: ${error.code ?? ""} ${error.message}`);
        this.abort(error.code === "ETIMEDOUT" ? 504 : 502);
    }
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
function relay(incoming: IncomingMessage, exchange: Exchange): void {
    const { response, setCookies, added, target, log } = exchange.forwarding;
    if (response.headersSent || response.destroyed) {
        incoming.destroy();
        return;
    }
    const headers = clientHeaders(pairs(incoming.rawHeaders), setCookies, added);
    try {
        response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, flat(headers));
    } catch (error) {
        // A header that Node's parser took but would not send: "contains HTTP headers that are not valid".
        log(`target ${target.id}: ${String(error)}`);
        incoming.destroy();
        exchange.abort(502);
        return;
    }
    let began = false;
    incoming.once("data", () => (began = true));
    incoming.pipe(response);
    incoming.on("end", () => exchange.finish());
    // The target broke off: so must we, else the client would take half a response for a whole one.
    incoming.on("error", () => exchange.abort(502));
    // Headers travel with the first bytes of the body, in one write, unless the body is late in coming.
    setImmediate(() => {
        if (!began && !response.writableEnded && !response.destroyed) {
            response.flushHeaders();
        }
    });
}
