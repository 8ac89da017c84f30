import { request, type IncomingHttpHeaders } from "node:http";

/** A request to ministack. */
export interface MinistackRequest {
    readonly method: "GET" | "POST";
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | Buffer;
}

/** Its response, read whole. */
export interface MinistackResponse {
    readonly status: number;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
}

/** Milliseconds without a byte. */
const TIMEOUT = 30_000;

/**
 * One HTTP request to ministack's socket. Bodies are small (tokens, users), so both are held in memory.
 *
 * @throws Error when it does not answer.
 */
export function askMinistack(socketPath: string, { method, path, headers = {}, body }: MinistackRequest): Promise<MinistackResponse> {
    return new Promise((resolve, reject) => {
        // Each on a connection of its own: ministack would close a kept one at any moment, be it that of the next request.
        const to = { socketPath, agent: false, timeout: TIMEOUT } as const;
        const outgoing = request({ ...to, method, path, headers: { host: "localhost", ...headers } }, (incoming) => {
            const chunks: Buffer[] = [];
            incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
            incoming.on("error", reject);
            incoming.on("end", () =>
                resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks).toString("utf8") }),
            );
        });
        outgoing.on("timeout", () => outgoing.destroy(new Error(`ministack did not answer ${method} ${path} within ${TIMEOUT / 1000} s`)));
        outgoing.on("error", reject);
        outgoing.end(body);
    });
}
