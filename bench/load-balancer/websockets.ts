import { WebSocket, WebSocketServer } from "ws";
import { median, percentile } from "../statistics";
import { memory } from "../processes";
import type { Proxy } from "./proxy";

/** What many websockets at once cost, and what they feel. */
export interface Sockets {
    readonly open: number;
    /** Kilobytes of the proxy's memory for each. */
    readonly memory: number;
    /** Milliseconds until the last of one message from each at the same time came back: median and 99th percentile of the sockets. */
    readonly p50: number;
    readonly p99: number;
}

/** Says everything back. @returns its port, and how it is ended */
export async function startEcho(port: number): Promise<{ readonly close: () => void }> {
    const { createServer } = await import("node:http");
    const server = createServer((_, response) => response.end("ok"));
    const sockets = new WebSocketServer({ server, perMessageDeflate: false });
    sockets.on("connection", (socket) => {
        socket.on("error", () => undefined);
        socket.on("message", (data) => socket.send(data));
    });
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    return {
        close: () => {
            sockets.clients.forEach((socket) => socket.terminate());
            server.close().closeAllConnections();
        },
    };
}

/** Opens that many websockets through a proxy, a few at a time, and says something on each. */
export async function openWebSockets({ port, pid }: Proxy, cookie: string, count: number): Promise<Sockets> {
    // What the first few bring about once and for all is no socket's.
    await closeAll(await openMany(port, cookie, 50));
    const before = memory(pid);
    const sockets = await openMany(port, cookie, count);
    const perSocket = (memory(pid) - before) / sockets.length / 1024;
    const echoes = await Promise.all(sockets.map(echo));
    await closeAll(sockets);
    return { open: sockets.length, memory: perSocket, p50: median(echoes), p99: percentile(echoes, 0.99) };
}

async function openMany(port: number, cookie: string, count: number): Promise<WebSocket[]> {
    const sockets: WebSocket[] = [];
    const atOnce = 50;
    for (let opened = 0; opened < count; opened += atOnce) {
        const some = await Promise.allSettled(Array.from({ length: Math.min(atOnce, count - opened) }, () => openOne(port, cookie)));
        sockets.push(...some.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])));
    }
    return sockets;
}

function openOne(port: number, cookie: string): Promise<WebSocket> {
    const socket = new WebSocket(`wss://127.0.0.1:${port}/ws`, {
        headers: { Host: `app.localhost:${port}`, Cookie: cookie },
        rejectUnauthorized: false,
        perMessageDeflate: false,
    });
    return new Promise((resolve, reject) => {
        socket.on("error", reject).on("open", () => resolve(socket));
    });
}

function echo(socket: WebSocket): Promise<number> {
    const began = performance.now();
    return new Promise((resolve) => {
        socket.once("message", () => resolve(performance.now() - began));
        socket.send("x".repeat(100));
    });
}

async function closeAll(sockets: readonly WebSocket[]): Promise<void> {
    await Promise.all(
        sockets.map(
            (socket) =>
                new Promise((resolve) => {
                    socket.on("close", resolve);
                    socket.terminate();
                }),
        ),
    );
}
