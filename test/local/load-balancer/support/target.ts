import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Socket } from "node:net";
import { text } from "node:stream/consumers";

import { WebSocketServer, type WebSocket } from "ws";

/** What a target saw of one request. */
export interface Seen {
    readonly method: string;
    readonly url: string;
    readonly rawHeaders: readonly string[];
    readonly headers: IncomingMessage["headers"];
    readonly body: string;
}

/** A target that answers 200 with its name and remembers what it saw. Health checks are `GET /health`, and are not remembered. */
export interface FakeTarget {
    readonly port: number;
    readonly seen: Seen[];
    readonly upgrades: IncomingMessage[];
    readonly webSockets: Set<WebSocket>;
    /** Of the health check. */
    healthStatus: number;
    /** Instead of the plain answer. */
    handle: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
    /** Connections ever opened for requests. */
    connections: number;
    readonly close: () => Promise<void>;
}

export async function startTarget(name = "target"): Promise<FakeTarget> {
    const webSocketServer = new WebSocketServer({ noServer: true });
    // Sessions make large Cookie headers.
    const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
        if (request.url === "/health") {
            response.writeHead(target.healthStatus).end();
            return;
        }
        if (target.handle !== undefined) {
            target.handle(request, response);
            return;
        }
        void text(request).then((body) => {
            const { method = "", url = "", rawHeaders, headers } = request;
            target.seen.push({ method, url, rawHeaders, headers, body });
            response.writeHead(200, { "Content-Type": "text/plain", Server: "fake" }).end(name);
        });
    });
    server.on("upgrade", (request, socket, head) => {
        target.upgrades.push(request);
        webSocketServer.handleUpgrade(request, socket, head, (webSocket) => {
            target.webSockets.add(webSocket);
            webSocket.on("message", (data) => webSocket.send(`${name}:${(data as Buffer).toString()}`));
        });
    });
    server.on("connection", () => target.connections++);
    const target: FakeTarget = {
        port: 0,
        seen: [],
        upgrades: [],
        webSockets: new Set(),
        healthStatus: 200,
        handle: undefined,
        connections: 0,
        close: () =>
            new Promise((resolve) => {
                target.webSockets.forEach((webSocket) => webSocket.terminate());
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return Object.assign(target, { port: (server.address() as AddressInfo).port });
}

/** A target of bytes: passes its health checks, and gives every other request's connection to the test. */
export async function startRawTarget(
    onRequest: (socket: Socket, data: Buffer) => void,
): Promise<{ readonly port: number; readonly close: () => void }> {
    const sockets = new Set<Socket>();
    const server = createTcpServer((socket) => {
        sockets.add(socket);
        socket.on("error", () => undefined);
        socket.on("data", (data: Buffer) => {
            if (data.toString().startsWith("GET /health")) {
                socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            } else {
                onRequest(socket, data);
            }
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        port: (server.address() as AddressInfo).port,
        close: () => {
            server.close();
            sockets.forEach((socket) => socket.destroy());
        },
    };
}
