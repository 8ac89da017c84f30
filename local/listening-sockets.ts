import * as fs from "node:fs";

/** A TCP socket that waits for connections. */
export interface ListeningSocket {
    /** In hexadecimal, words of four bytes with the last byte first. */
    readonly address: string;
    readonly port: number;
    /** Id of the user whose process made it. */
    readonly user: number;
    readonly inode: string;
}

/** All of this machine (Linux: proc_net_tcp(5)); undefined where the system has no such list, as macOS and Windows. */
export function listeningSockets(): ListeningSocket[] | undefined {
    const tables = ["tcp", "tcp6"].flatMap((name) => readIfThere(`/proc/net/${name}`) ?? []);
    return tables.length === 0 ? undefined : tables.flatMap((table) => table.split("\n").flatMap(listeningSocket));
}

function listeningSocket(row: string): ListeningSocket[] {
    const [, local = "", , state, , , , user, , inode = ""] = row.trim().split(/\s+/);
    const [address = "", port = ""] = local.split(":");
    return state === "0A" ? [{ address, port: Number.parseInt(port, 16), user: Number(user), inode }] : [];
}

function readIfThere(file: string): string | undefined {
    try {
        return fs.readFileSync(file, "utf8");
    } catch {
        return undefined;
    }
}
