import { readdirSync, readlinkSync } from "node:fs";
import { readProc } from "../../harness/processes";

/** The addresses of IPv4 and IPv6 that only this machine reaches, as Linux writes them in `/proc/net/tcp`: words of four bytes, the last one first. */
const loopback = new Set(["0100007F", "00000000000000000000000001000000"]);

/** A socket on which one of some processes waits for connections. */
export interface ListeningSocket {
    readonly port: number;
    /** Whether only this machine can connect to it. */
    readonly isLoopback: boolean;
}

/** TCP sockets on which processes listen, each once. Needs Linux's `/proc`. */
export function listeningSockets(pids: readonly number[]): ListeningSocket[] {
    const inodes = new Set(pids.flatMap(socketsOf));
    const rows = ["tcp", "tcp6"].flatMap((file) => readProc(`net/${file}`).split("\n").slice(1));
    return rows.flatMap((row) => {
        const [, local = "", , state, , , , , , inode = ""] = row.trim().split(/\s+/);
        const [address = "", port = ""] = local.split(":");
        const listens = state === "0A" && inodes.has(inode);
        return listens ? [{ port: Number.parseInt(port, 16), isLoopback: loopback.has(address) }] : [];
    });
}

/** Inodes of a process's sockets. */
function socketsOf(pid: number): string[] {
    return descriptorsOf(pid).flatMap((descriptor) => {
        try {
            return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`))?.[1] ?? [];
        } catch {
            return []; // It has just been closed.
        }
    });
}

function descriptorsOf(pid: number): string[] {
    try {
        return readdirSync(`/proc/${pid}/fd`);
    } catch {
        return []; // The process has just ended.
    }
}
