import * as net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { listeningSockets } from "../listening-sockets";

/**
 * Resolves with true when a process of this user listens on the port, or with false when `given.up()` says that waiting is over. Who is registered gets
 * people's sessions: on a machine with several users, another one's process must not be, were it quicker than the task.
 */
export async function untilListening(port: number, given: { readonly up: () => boolean }): Promise<boolean> {
    while (!given.up()) {
        if (isListening(port) ?? (await connects(port))) {
            return true;
        }
        await sleep(50);
    }
    return false;
}

/** By the system's own list; undefined where it has none. */
function isListening(port: number): boolean | undefined {
    const found = listeningSockets()?.filter((socket) => socket.port === port);
    return found && found.length > 0 && found.every(({ user }) => user === process.getuid?.());
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
