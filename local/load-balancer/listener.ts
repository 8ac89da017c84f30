import { createServer as createHttpServer, ServerResponse, type IncomingMessage, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

import type { Listener, LoadBalancer } from "../model";
import { handleRequest, type Handling } from "./handle-request";
import { statusOfParserError } from "./refusal-of-parser";
import { removeFrom } from "./remove-from";
import { writeRawError } from "./write-answer";

/** A listener as one node serves it; its port is opened in `listening-port.ts`. */
export interface ListenerService {
    /** Serves a connection that was made to the listener's port. */
    readonly serve: (connection: Socket) => void;
    /** Ends every connection. */
    readonly close: () => void;
}

/** What a listener is made with. */
export interface ListenerOptions extends Handling {
    readonly listener: Listener;
    readonly loadBalancer: LoadBalancer;
    /** PEM. */
    readonly certificate: { readonly key: string; readonly cert: string };
    /** Of TLS sessions: 48 bytes. */
    readonly ticketKeys: Uint8Array;
}

/** A listener that waits for connections to be handed to it. */
export function createListener(options: ListenerOptions): ListenerService {
    const server = createServer(options);
    const connections = new Set<Socket>();
    handleEvents(server, options);
    return {
        serve(connection) {
            // As where Node's own servers accept it: a client of plain HTTP may end its side, and wait for an answer.
            connection.allowHalfOpen = options.listener.protocol === "HTTP";
            connections.add(connection);
            connection.on("close", () => connections.delete(connection));
            // Node: "This event can also be explicitly emitted by users to inject connections into the HTTP server."
            server.emit("connection", connection);
        },
        close() {
            // Also the upgraded ones, which Node's own closeAllConnections no longer knows.
            connections.forEach((connection) => connection.destroy());
        },
    };
}

function createServer({ listener, certificate, ticketKeys }: ListenerOptions): Server {
    const settings = {
        // AWS: "Troubleshoot your Application Load Balancers", HTTP 400: 64 K for the entire request header.
        maxHeaderSize: 64 * 1024,
        // The server's own timeout, below, ends an unused connection as well. With this one, each response would have a Keep-Alive header; AWS's have none.
        keepAliveTimeout: 0,
        // The idle timeout is the only limit on how long an upload may take.
        requestTimeout: 0,
        insecureHTTPParser: false,
        // Hosts are checked in parse-request.ts, so that the answer is the load balancer's own.
        requireHostHeader: false,
    };
    const server =
        listener.protocol === "HTTP"
            ? createHttpServer(settings)
            : createHttpsServer({
                  ...settings,
                  ...certificate,
                  ticketKeys: Buffer.from(ticketKeys),
                  ...(listener.tls !== undefined && { minVersion: listener.tls.minVersion }),
                  // HTTP/2 between browser and load balancer is not reproduced.
                  ALPNProtocols: ["http/1.1"],
              });
    // By default Node drops the 2,001st header in silence.
    server.maxHeadersCount = 0;
    return server;
}

/** What is running on each connection: more than one request only where a client pipelines. Each entry is told when the connection is idle. */
type Exchanges = WeakMap<Duplex, (() => void)[]>;

function handleEvents(server: Server, options: ListenerOptions): void {
    const exchanges: Exchanges = new WeakMap();
    const idleTimeout = options.loadBalancer.idleTimeout * 1000;
    const onIdle = (socket: Duplex) => {
        const running = exchanges.get(socket) ?? [];
        if (running.length === 0) {
            socket.destroy();
        }
        // A copy: each that ends leaves the list.
        [...running].forEach((idle) => idle());
    };
    const handle = (message: IncomingMessage, response: ServerResponse, upgrade?: { socket: Duplex; head: Buffer }) => {
        const idle = handleRequest(message, response, upgrade, options);
        const running = exchanges.get(message.socket) ?? [];
        running.push(idle);
        exchanges.set(message.socket, running);
        response.on("close", () => removeFrom(running, idle));
    };
    server.on("request", (message: IncomingMessage, response: ServerResponse) => handle(message, response));
    // Node would answer 417, which no load balancer of AWS's does: what is expected is ignored, and not passed on.
    server.on("checkExpectation", (message: IncomingMessage, response: ServerResponse) => handle(message, response));
    server.on("upgrade", (message: IncomingMessage, _: Duplex, head: Buffer) => {
        // The same connection as the second argument, which Node types more loosely.
        const { socket } = message;
        socket.on("error", () => socket.destroy());
        // Node's own timer ends with its part in the connection.
        socket.setTimeout(idleTimeout, () => onIdle(socket));
        const response = responseOnUpgrade(message);
        if (response === undefined) {
            socket.destroy();
            return;
        }
        handle(message, response, { socket, head });
    });
    server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => refuse(error, socket, exchanges, options));
    server.setTimeout(idleTimeout, onIdle);
}

/** Answers what Node's parser refused, where nothing else is being answered on the connection. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex, exchanges: Exchanges, { listener, log }: ListenerOptions): void {
    const status = statusOfParserError(error);
    if (status === undefined || !socket.writable || (exchanges.get(socket)?.length ?? 0) > 0) {
        socket.destroy();
        return;
    }
    log(`${listener.name}: ${status}: ${error.code ?? ""} ${error.message}`);
    writeRawError(socket, status, listener.responseHeaders);
}

/**
 * A response for an upgrade request, which Node hands over without one: a login, an error or a plain answer goes out through it.
 *
 * @returns undefined where an earlier, pipelined request is not answered yet: no client that speaks websocket does that.
 */
function responseOnUpgrade(message: IncomingMessage): ServerResponse | undefined {
    const response = new ServerResponse(message);
    try {
        response.assignSocket(message.socket);
    } catch {
        return undefined;
    }
    // Whatever is not a websocket in the end closes the connection: Node has let go of it.
    response.shouldKeepAlive = false;
    response.on("finish", () => message.socket.end());
    return response;
}
