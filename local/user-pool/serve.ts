import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Front, Handler } from "./front";
import { json, RequestError, send } from "./http";

/** Handlers by `<method> <path>`. Paths are compared exactly, as sent. */
export type Routes = Readonly<Record<string, Handler>>;

/** A server that listens. */
export interface Listening {
    readonly port: number;
    close(): Promise<void>;
}

/** What a server answers. */
export interface ServeOptions {
    /** Host names that requests may name. Others are refused: a page of another site could otherwise reach us by pointing its own name here. */
    readonly hosts: readonly string[];
    readonly routes: Routes;
    /** Asked first. Handlers of other parts by exact path. */
    readonly extra?: Readonly<Record<string, RequestListener>>;
    readonly log: (line: string) => void;
}

/** Routes requests of one server. `front` is a function because the server's port must be known before the front is. */
export function listener(front: () => Front | undefined, options: ServeOptions): RequestListener {
    return (incoming, response) => {
        answer(front(), options, incoming, response).catch((error: unknown) => {
            options.log(`user pool: ${incoming.method ?? ""} ${(incoming.url ?? "").split("?")[0] ?? ""}: ${String(error)}`);
            if (response.headersSent) response.destroy();
            else if (error instanceof RequestError)
                send(response, json(error.status, { error: "invalid_request", error_description: error.message }));
            else send(response, json(500, { error: "server_error" }));
        });
    };
}

async function answer(front: Front | undefined, options: ServeOptions, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = (incoming.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
    if (!options.hosts.includes(host)) {
        send(response, json(421, { error: "invalid_request", error_description: "Unknown host." }));
        return;
    }
    const url = new URL(incoming.url?.startsWith("/") ? `http://host${incoming.url}` : "http://host/");
    const extra = options.extra?.[url.pathname];
    if (extra !== undefined) {
        extra(incoming, response);
        return;
    }
    if (front === undefined) {
        send(response, json(503, { error: "temporarily_unavailable" }));
        return;
    }
    const handler = options.routes[`${incoming.method === "HEAD" ? "GET" : (incoming.method ?? "")} ${url.pathname}`];
    if (handler === undefined) {
        send(response, json(404, { error: "not_found" }));
        return;
    }
    send(response, await handler(front, incoming, url));
}

/** Listens on loopback; TLS when a certificate is given. */
export async function listen(
    port: number,
    handler: RequestListener,
    certificate?: { readonly key: string; readonly cert: string },
): Promise<Listening> {
    const server: Server = certificate
        ? createHttpsServer({ key: certificate.key, cert: certificate.cert, minVersion: "TLSv1.2" }, handler)
        : createHttpServer(handler);
    await new Promise<void>((resolve, reject) => {
        server.once("error", (error: NodeJS.ErrnoException) => {
            const why = error.code === "EADDRINUSE" ? "it is in use; stop what listens there or choose another port" : error.message;
            reject(new Error(`The user pool cannot listen on port ${port}: ${why}.`, { cause: error }));
        });
        server.listen(port, "127.0.0.1", resolve);
    });
    return {
        port: (server.address() as AddressInfo).port,
        close: () =>
            new Promise((resolve) => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
}
