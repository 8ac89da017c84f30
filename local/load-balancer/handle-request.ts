import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

import type { LoadBalancer } from "../model";
import { errorAnswer } from "./answer";
import { decide, type Deciding, type ForwardDecision } from "./decide";
import { forwardedHeaders } from "./forwarded-headers";
import { valuesOf } from "./headers";
import { parseRequest } from "./parse-request";
import { forward } from "./proxy";
import type { ReceivedRequest } from "./received-request";
import type { Stickiness } from "./stickiness";
import { isWebSocketUpgrade, upgradeHeaders } from "./websocket";
import { writeAnswer } from "./write-answer";

/** What every request of a listener is handled with. */
export interface Handling extends Deciding {
    readonly loadBalancer: LoadBalancer;
    readonly stickiness: Stickiness;
    readonly now: () => number;
    readonly log: (message: string) => void;
}

/** A request with the connection it came on. */
interface Arrived {
    readonly message: IncomingMessage;
    readonly response: ServerResponse;
    readonly upgrade: { readonly socket: Duplex; readonly head: Buffer } | undefined;
}

/**
 * Connections that end with the answer to a refused request. Node may have read a further request off one already: where the refused one ended is
 * in doubt, so that one is not to be believed.
 */
const refusedConnections = new WeakSet<Duplex>();

/**
 * Handles one request from its first byte to its last; none that comes behind a refused one.
 *
 * @returns to be called when the connection was idle for too long: answers 504 where the target is late, 408 where the client is
 * ("Troubleshoot your Application Load Balancers"), and ends the exchange.
 */
export function handleRequest(
    message: IncomingMessage,
    response: ServerResponse,
    upgrade: { readonly socket: Duplex; readonly head: Buffer } | undefined,
    handling: Handling,
): () => void {
    const { listener, log } = handling;
    if (refusedConnections.has(message.socket)) {
        return () => message.socket.destroy();
    }
    // Until a target has the request, this ends it.
    let abort = (status: number) => {
        if (response.headersSent) {
            response.destroy();
        } else {
            writeAnswer(response, errorAnswer(status), listener.responseHeaders, true);
        }
    };
    response.on("error", () => response.destroy());
    const arrived: Arrived = { message, response, upgrade };
    answerOrForward(arrived, handling)
        .then((forwarded) => (abort = forwarded ?? abort))
        .catch((error: unknown) => {
            log(
                `${listener.name}: ${message.method ?? ""} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
            );
            abort(500);
        });
    return () => abort(message.complete || upgrade !== undefined ? 504 : 408);
}

/** @returns how to end the exchange, where it was forwarded. */
async function answerOrForward(arrived: Arrived, handling: Handling): Promise<((status: number) => void) | undefined> {
    const { message, response, upgrade } = arrived;
    const { listener, loadBalancer, log } = handling;
    const request = parseRequest(message, listener.protocol, loadBalancer);
    if ("why" in request) {
        log(`${listener.name}: ${request.status}: ${request.why}`);
        refuse(arrived, request.status, handling);
        return undefined;
    }
    if (upgrade !== undefined && request.hasBody) {
        // Node stops reading HTTP at an upgrade: the body would be taken for the new protocol.
        refuse(arrived, 400, handling);
        return undefined;
    }
    const decision = await decide(request, handling);
    if (response.destroyed || response.headersSent) {
        return undefined;
    }
    if ("status" in decision) {
        writeAnswer(response, decision, listener.responseHeaders);
        return undefined;
    }
    return forwardTo(request, decision, arrived, handling);
}

function refuse({ message, response }: Arrived, status: number, { listener }: Handling): void {
    refusedConnections.add(message.socket);
    writeAnswer(response, errorAnswer(status), listener.responseHeaders, true);
}

function forwardTo(
    request: ReceivedRequest,
    { group, identityHeaders, setCookies }: ForwardDecision,
    { message, response, upgrade }: Arrived,
    { listener, loadBalancer, stickiness, now, log }: Handling,
): ((status: number) => void) | undefined {
    const target = group.choose(stickiness.stuckTarget(group.settings, request.cookies));
    if (target === undefined) {
        // AWS: "Troubleshoot your Application Load Balancers", HTTP 503: no registered targets.
        log(`${listener.name}: 503: no target of ${group.settings.name} may get requests`);
        writeAnswer(response, errorAnswer(503), listener.responseHeaders);
        return undefined;
    }
    const webSocket =
        upgrade !== undefined && isWebSocketUpgrade(request.headers) && valuesOf(request.headers, "sec-websocket-key").length === 1;
    const headers = forwardedHeaders(request, loadBalancer, identityHeaders, now());
    const exchange = { abort: () => abort(502) };
    const done = group.begin(target, exchange);
    const abort = forward({
        message,
        response,
        method: request.method,
        path: request.target,
        // Any other upgrade is HTTP's to ignore: the request goes on as an ordinary one.
        headers: webSocket ? [...headers, ...upgradeHeaders] : headers,
        hasBody: request.hasBody,
        target,
        setCookies: [...setCookies, ...stickiness.stickTo(group.settings, target.id)],
        added: listener.responseHeaders,
        ...(webSocket && { upgrade }),
        done,
        log: (text) => log(`${listener.name}: ${text}`),
    });
    return abort;
}
