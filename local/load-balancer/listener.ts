import { createServer as createHttpServer, ServerResponse, type IncomingMessage, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";

import type { Listener, LoadBalancer } from "../model";
import { handleRequest, type Handling } from "./handle-request";
import { statusOfParserError } from "./refusal-of-parser";
import { removeFrom } from "./remove-from";
import { writeRawError } from "./write-answer";

/** A listener that is open. */
export interface RunningListener {
    /** The port that it really listens on. */
    readonly port: number;
    readonly close: () => Promise<void>;
}

/** What a listener is opened with. */
export interface ListenerOptions extends Handling {
    readonly listener: Listener;
    readonly loadBalancer: LoadBalancer;
    /** 0: any free one. */
    readonly port: number;
    /** PEM. */
    readonly certificate: { readonly key: string; readonly cert: string };
}

/**
 * Opens a listener on 127.0.0.1.
 *
 * @throws Error where the port is taken: names listener and port, with `code` `EADDRINUSE` and `port`.
 */
export async function startListener(options: ListenerOptions): Promise<RunningListener> {
    const { listener } = options;
    const server = createServer(options);
    const sockets = new Set<Socket>();
    server.on("connection", (socket: Socket) => {
        sockets.add(socket);
        socket.on("close", () => sockets.delete(socket));
    });
    serve(server, options);
    await listen(server, options.port, listener.name);
    return {
        port: (server.address() as AddressInfo).port,
        close: () =>
            new Promise((resolve) => {
                server.close(() => resolve());
                // Also the upgraded ones, which Node's own closeAllConnections no longer knows.
                sockets.forEach((socket) => socket.destroy());
            }),
    };
}

function createServer({ listener, certificate }: ListenerOptions): Server {
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

function serve(server: Server, options: ListenerOptions): void {
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

function listen(server: Server, port: number, name: string): Promise<void> {
    return new Promise((resolve, reject) => {
        server.once("error", (error: NodeJS.ErrnoException) => {
            const why = error.code === "EADDRINUSE" ? "another program is listening on it" : error.message;
            const { code } = error;
            reject(
                Object.assign(new Error(`Port ${port} for listener ${name} cannot be opened: ${why}.`, { cause: error }), { code, port }),
            );
        });
        server.listen(port, "127.0.0.1", resolve);
    });
}
