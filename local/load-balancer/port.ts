import { createServer, type AddressInfo, type Socket } from "node:net";

import type { Listener } from "../model";

/** A listener's port, open on this machine. */
export interface OpenPort {
    /** The port that it really is. */
    readonly port: number;
    /** Takes no more connections; those that were made stay. */
    readonly close: () => void;
}

/** How a listener's port is opened. */
export interface PortOptions {
    readonly listener: Pick<Listener, "name">;
    /** 0: any free one. */
    readonly port: number;
    /** Whether connections go to another process: none of their bytes may be read here. */
    readonly paused: boolean;
    readonly connected: (connection: Socket) => void;
}

/**
 * Opens a port of 127.0.0.1 for a listener.
 *
 * @throws Error where the port is taken: names listener and port, with `code` `EADDRINUSE` and `port`.
 */
export async function openPort({ listener: { name }, port, paused, connected }: PortOptions): Promise<OpenPort> {
    const server = createServer({ pauseOnConnect: paused }, connected);
    await new Promise<void>((resolve, reject) => {
        server.once("error", (error: NodeJS.ErrnoException) => {
            const why = error.code === "EADDRINUSE" ? "another program is listening on it" : error.message;
            const { code } = error;
            reject(
                Object.assign(new Error(`Port ${port} for listener ${name} cannot be opened: ${why}.`, { cause: error }), { code, port }),
            );
        });
        server.listen(port, "127.0.0.1", resolve);
    });
    return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}
