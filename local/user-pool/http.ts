import type { IncomingMessage, ServerResponse } from "node:http";

/** Bytes of a request's body that are read before the request is refused. */
const BODY_LIMIT = 64 * 1024;

/** An answer, before it is written. */
export interface Answer {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string | readonly string[]>>;
    readonly body?: string;
}

/** A problem with the request, answered as an error of its status. */
export class RequestError extends Error {
    constructor(
        readonly status: number,
        message: string,
    ) {
        super(message);
    }
}

/** Reads a request's body. Throws RequestError 413 when it is too large. */
export async function readBody(request: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > BODY_LIMIT) throw new RequestError(413, "The request is too large.");
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString("utf8");
}

/** Reads a form. Throws RequestError 415 when it is something else. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
    const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
    if (type !== "application/x-www-form-urlencoded") throw new RequestError(415, "Expected application/x-www-form-urlencoded.");
    return new URLSearchParams(await readBody(request));
}

/** The value of one cookie of the request. */
export function cookie(request: IncomingMessage, name: string): string | undefined {
    for (const part of (request.headers.cookie ?? "").split(";")) {
        const [key, ...value] = part.trim().split("=");
        if (key === name) return value.join("=");
    }
    return undefined;
}

/** A host-only cookie that scripts cannot read and that other sites' requests do not carry, except a link to us. */
export function setCookie(name: string, value: string, maxAge?: number): string {
    return `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax${maxAge === undefined ? "" : `; Max-Age=${maxAge}`}`;
}

/** An answer that sends the browser elsewhere. */
export function redirect(location: string, cookies: readonly string[] = []): Answer {
    return { status: 302, headers: { location, ...(cookies.length > 0 && { "set-cookie": cookies }) } };
}

/** An answer in JSON. */
export function json(status: number, value: unknown): Answer {
    return { status, headers: { "content-type": "application/json;charset=UTF-8" }, body: JSON.stringify(value) };
}

/** Headers of every answer, as Cognito sends them ("The user attributes endpoint", Amazon Cognito Developer Guide, sample response). */
const ALWAYS = {
    "cache-control": "no-cache, no-store, max-age=0, must-revalidate",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    // Not `no-referrer`: with that, browsers send `Origin: null` with our own forms.
    "referrer-policy": "same-origin",
};

/** Writes an answer. */
export function send(response: ServerResponse, { status, headers = {}, body = "" }: Answer): void {
    response.statusCode = status;
    for (const [name, value] of Object.entries({ ...ALWAYS, ...headers })) response.setHeader(name, value);
    response.setHeader("content-length", Buffer.byteLength(body));
    response.end(body);
}
