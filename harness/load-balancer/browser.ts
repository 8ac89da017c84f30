import assert from "node:assert/strict";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import { text } from "node:stream/consumers";
import { connect as tlsConnect } from "node:tls";

export interface Reply {
    readonly status: number;
    readonly headers: IncomingHttpHeaders;
    readonly setCookies: readonly string[];
    readonly body: string;
}

export interface Ask {
    readonly method?: string;
    /** A list sends duplicates and keeps the order and spelling. */
    readonly headers?: Readonly<Record<string, string | readonly string[]>>;
    readonly body?: string;
    /** @default `app.localhost:<port>` */
    readonly host?: string;
    /** @default false */
    readonly plain?: boolean;
}

/** A cookie jar and a way to ask the load balancer: what a browser is to it. */
export class Browser {
    readonly cookies = new Map<string, string>();

    constructor(readonly port: number) {}

    /** Sends a request and keeps the cookies of the response. Does not follow redirects. */
    async get(path: string, ask: Ask = {}): Promise<Reply> {
        const reply = await this.send(path, ask);
        for (const line of reply.setCookies) {
            const [pair = "", ...attributes] = line.split("; ");
            const mark = pair.indexOf("=");
            const expires = attributes.find((attribute) => attribute.startsWith("Expires="))?.slice("Expires=".length);
            if (expires !== undefined && Date.parse(expires) < 1000) {
                this.cookies.delete(pair.slice(0, mark));
            } else {
                this.cookies.set(pair.slice(0, mark), pair.slice(mark + 1));
            }
        }
        return reply;
    }

    get cookieHeader(): string {
        return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    }

    private send(path: string, { method = "GET", headers = {}, body, host, plain = false }: Ask): Promise<Reply> {
        return new Promise((resolve, reject) => {
            const options: RequestOptions = {
                host: "127.0.0.1",
                port: this.port,
                path,
                method,
                agent: false,
                maxHeaderSize: 64 * 1024,
                rejectUnauthorized: false,
                headers: {
                    Host: host ?? `app.localhost:${this.port}`,
                    ...(this.cookies.size > 0 && { Cookie: this.cookieHeader }),
                    ...(headers as Record<string, string>),
                },
            };
            const request = (plain ? httpRequest : httpsRequest)(options, (response) => {
                text(response).then((received) => {
                    const { statusCode: status = 0, headers: replied } = response;
                    resolve({ status, headers: replied, setCookies: replied["set-cookie"] ?? [], body: received });
                }, reject);
            });
            request.on("error", reject);
            request.end(body);
        });
    }
}

/** Sends bytes over TLS and resolves with everything that comes back until the connection ends. */
export function sendRaw(port: number, bytes: string): Promise<string> {
    return new Promise((resolve, reject) => {
        const socket = tlsConnect({ host: "127.0.0.1", port, rejectUnauthorized: false, ALPNProtocols: ["http/1.1"] }, () =>
            socket.write(bytes),
        );
        let received = "";
        socket.on("data", (data: Buffer) => (received += data.toString("latin1")));
        socket.on("error", (error: NodeJS.ErrnoException) => (error.code === "ECONNRESET" ? resolve(received) : reject(error)));
        socket.on("close", () => resolve(received));
    });
}

/** Waits until a condition holds. @throws Error after 15 seconds, so that what never holds leaves no loop behind. */
export async function until(condition: () => boolean): Promise<void> {
    const limit = Date.now() + 15_000;
    while (!condition()) {
        assert.ok(Date.now() < limit, `still waiting: ${condition.toString()}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
    }
}
