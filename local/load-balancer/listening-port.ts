import { createServer, type AddressInfo, type Socket } from "node:net";

import type { Listener } from "../model";

/** A listener's port, open on this machine. */
export interface ListeningPort {
    /** The port that it really is. */
    readonly port: number;
    /** Takes no more connections; those that were made stay. */
    readonly close: () => void;
}

/** How a listener's port is opened. */
export interface ListeningPortOptions {
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
export async function openListeningPort({ listener: { name }, port, paused, connected }: ListeningPortOptions): Promise<ListeningPort> {
    // Without delay, as Node's own HTTP servers; so it stays when the connection goes to another process.
    const server = createServer({ pauseOnConnect: paused, noDelay: true }, connected);
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
    // One connection that could not be accepted is that client's affair.
    server.on("error", () => undefined);
    return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}
