import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

import type { ResponseHeaders } from "../model";
import { Exchange } from "./exchange";
import type { HeaderList } from "./headers";
import { sendRequest } from "./send-request";
import { sendUpgrade } from "./send-upgrade";
import type { Target } from "./target";

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

/**
 * Sends a request to its target and the response back, both streamed, with backpressure.
 *
 * No proxy library: httpxy writes the response itself, and what matters here lies just there, in which status each failure gets, in
 * duplicate headers and their order, and in knowing when the target is free again.
 *
 * @returns ends the exchange from outside: with that status where the response has not begun, else by cutting it off.
 */
export function forward(forwarding: Forwarding): (status: number) => void {
    const exchange = new Exchange(forwarding);
    if (forwarding.upgrade === undefined) {
        sendRequest(exchange);
    } else {
        sendUpgrade(exchange);
    }
    return (status) => exchange.abort(status);
}
