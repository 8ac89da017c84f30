import * as net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

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
