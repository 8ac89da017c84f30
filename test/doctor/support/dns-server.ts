import { createSocket } from "node:dgram";
import { once } from "node:events";
import { decode, encode, type Answer } from "dns-packet";

/** Records as `NAME TYPE` to their data. */
export type Records = Readonly<Record<string, readonly unknown[]>>;

/** A DNS server on this machine, which knows these records and, as all of the internet's do, the top-level domain `com`. */
export interface DnsServer {
    /** For `setServers`. */
    readonly address: string;
    /** From now on, it knows these. @param broken names for which the servers that would know do not answer */
    serve(records: Records, broken?: readonly string[]): void;
    close(): void;
}

/** Starts one, on a free port. */
export async function startDnsServer(): Promise<DnsServer> {
    let records: Records = {};
    let broken: readonly string[] = [];
    const socket = createSocket("udp4").bind(0, "127.0.0.1");
    await once(socket, "listening");
    socket.on("message", (message, { port, address }) => {
        const { id, questions: [question] = [] } = decode(message);
        const { name = "", type = "A" } = question ?? {};
        const all: Records = { "com NS": ["a.gtld-servers.net"], ...records };
        const exists = Object.keys(all).some((key) => key.split(" ")[0] === name);
        const answers = (all[`${name} ${type}`] ?? []).map((data) => ({ name, type, ttl: 60, data }) as Answer);
        // The response code is in the flags' last four bits: SERVFAIL is 2, NXDOMAIN 3.
        const code = broken.includes(name) ? 2 : exists ? 0 : 3;
        const flags = 0x0180 | code;
        socket.send(
            encode({ type: "response", id: id ?? 0, flags, questions: question === undefined ? [] : [question], answers }),
            port,
            address,
        );
    });
    return {
        address: `127.0.0.1:${socket.address().port}`,
        serve(known, without = []) {
            records = known;
            broken = without;
        },
        close: () => void socket.close(),
    };
}
