import * as fs from "node:fs";
import * as net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

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

/** By the system's own list of sockets; undefined where it has none that can be read, as on macOS and Windows. */
function isListening(port: number): boolean | undefined {
    const user = process.getuid?.();
    const tables = ["tcp", "tcp6"].flatMap((name) => readIfThere(`/proc/net/${name}`) ?? []);
    if (user === undefined || tables.length === 0) {
        return undefined;
    }
    const owners = tables.flatMap((table) => listeners(table, port));
    return owners.length > 0 && owners.every((owner) => owner === user);
}

/** Ids of the users who listen on a port (Linux: proc_net_tcp(5)). */
function listeners(table: string, port: number): number[] {
    return table.split("\n").flatMap((row) => {
        const [, local = "", , state, , , , owner] = row.trim().split(/\s+/);
        return state === "0A" && Number.parseInt(local.split(":")[1] ?? "", 16) === port ? [Number(owner)] : [];
    });
}

function readIfThere(file: string): string | undefined {
    try {
        return fs.readFileSync(file, "utf8");
    } catch {
        return undefined;
    }
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
