import { readdirSync, readlinkSync } from "node:fs";
import { listeningSockets, type ListeningSocket } from "../../local/listening-sockets";

/** The addresses of IPv4 and IPv6 that only this machine reaches, as the list of sockets has them. */
const loopback = new Set(["0100007F", "00000000000000000000000001000000"]);

/** Whether only this machine can connect to a socket. */
export function isLoopback({ address }: ListeningSocket): boolean {
    return loopback.has(address);
}

/** Sockets on which processes listen. Needs Linux's `/proc`. */
export function listeningSocketsOf(pids: readonly number[]): ListeningSocket[] {
    const inodes = new Set(pids.flatMap(socketsOf));
    return (listeningSockets() ?? []).filter(({ inode }) => inodes.has(inode));
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
