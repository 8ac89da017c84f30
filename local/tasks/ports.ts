import * as net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A port of 127.0.0.1 that nothing listens on just now. */
export function freePort(): Promise<number> {
    return new Promise((resolve, reject) => {
        const server = net.createServer();
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => {
            const { port } = server.address() as net.AddressInfo;
            server.close(() => resolve(port));
        });
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
