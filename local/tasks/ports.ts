import { randomInt } from "node:crypto";
import * as net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Ports for what begins to listen only after a while. They lie below those that Linux, macOS and Windows give to whoever asks for any port, and to
 * outgoing connections: such a port can be another process's by then, which would get the task's requests.
 */
const ports = { first: 20_000, count: 12_000 };

/** Next place to look. Each process begins at a place of its own, so that several seldom meet. */
let next = randomInt(ports.count);

/**
 * A port of 127.0.0.1 that nothing listens on just now, and that this process has not named before.
 *
 * @throws Error when all are in use, or when this machine lets nobody listen.
 */
export async function freePort(): Promise<number> {
    for (let tries = 0; tries < ports.count; tries++) {
        const port = ports.first + (next++ % ports.count);
        if (await isFree(port)) {
            return port;
        }
    }
    throw new Error(`All ports from ${ports.first} to ${ports.first + ports.count - 1} are in use.`);
}

function isFree(port: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
        const server = net.createServer();
        server.once("error", (error: NodeJS.ErrnoException) => {
            // Windows reserves ranges of ports, and answers EACCES there.
            if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(false);
            else reject(error);
        });
        server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
}

/** Resolves with true when something listens on the port, or with false when `given.up()` says that waiting is over. */
export async function untilListening(port: number, given: { readonly up: () => boolean }): Promise<boolean> {
    while (!given.up()) {
        if (await connects(port)) {
            return true;
        }
        await sleep(50);
    }
    return false;
}

function connects(port: number): Promise<boolean> {
    return new Promise((resolve) => {
        const socket = net.connect(port, "127.0.0.1");
        socket.once("connect", () => {
            socket.destroy();
            resolve(true);
        });
        socket.once("error", () => resolve(false));
    });
}
