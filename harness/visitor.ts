import { readFileSync } from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";
import type { RunningStack } from "./running-stack";

export interface Answer {
    readonly url: string;
    readonly status: number;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
    /** Where a redirect leads, as an absolute address. */
    readonly location: string;
}

export interface Sending {
    /** @default `GET` */
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string | readonly string[]>>;
    readonly body?: string;
    /** Milliseconds until the request fails. @default the visitor's */
    readonly timeout?: number;
}

/** A visitor without a browser: cookies by host name, and every request to this machine, whatever the host name. */
export class Visitor {
    /** Host name to cookie name to value. */
    readonly cookies = new Map<string, Map<string, string>>();

    /** @param timeout of each request that has none of its own, in milliseconds: less than its caller's, so that it says which one has no answer */
    constructor(
        private readonly stack: RunningStack,
        private readonly timeout = 60_000,
    ) {}

    /** One request; redirects are not followed. A path is taken at the app's address. */
    async send(address: string, sending: Sending = {}): Promise<Answer> {
        const url = new URL(address, this.stack.outputs.url);
        const limited = { timeout: this.timeout, ...sending };
        const answer = await exchange(url, readFileSync(this.stack.outputs.caCertificate), limited, this.cookieHeader(url));
        this.keepCookies(url, answer.headers["set-cookie"] ?? []);
        return answer;
    }

    /** Follows redirects until there are none; at most ten. */
    async open(address: string, sending: Sending = {}): Promise<Answer> {
        let answer = await this.send(address, sending);
        for (let hops = 0; answer.location !== "" && hops < 10; hops += 1) {
            answer = await this.send(answer.location);
        }
        return answer;
    }

    /** Fills in the page's form over its hidden fields, sends it, and stops at the first answer. */
    async submit(page: Answer, fields: Readonly<Record<string, string>>): Promise<Answer> {
        const action = /<form[^>]* action="([^"]*)"/.exec(page.body)?.[1] ?? "";
        const hidden = [...page.body.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
        const form = new URLSearchParams(hidden.map(([, name = "", value = ""]): [string, string] => [name, value]));
        Object.entries(fields).forEach(([name, value]) => form.set(name, value));
        const url = new URL(unescape(action), page.url);
        const headers = { "content-type": "application/x-www-form-urlencoded", origin: url.origin };
        return this.send(url.href, { method: "POST", headers, body: form.toString() });
    }

    /**
     * Opens an address and signs in on the way.
     *
     * @returns the redirect to the load balancer's callback, not followed yet
     */
    async signIn(address: string, username: string, password: string): Promise<Answer> {
        return this.submit(await this.open(address), { username, password });
    }

    /** All cookies that go to the app; what is set here is sent. */
    appCookies(): Map<string, string> {
        return this.jar(new URL(this.stack.outputs.url));
    }

    private cookieHeader(url: URL): string {
        return [...(this.cookies.get(url.hostname) ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
    }

    private jar({ hostname }: URL): Map<string, string> {
        const jar = this.cookies.get(hostname) ?? new Map<string, string>();
        this.cookies.set(hostname, jar);
        return jar;
    }

    private keepCookies(url: URL, lines: readonly string[]): void {
        const jar = this.jar(url);
        for (const line of lines) {
            const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
            const gone = /max-age=0/i.test(line) || /expires=Thu, 01 Jan 1970/i.test(line);
            if (gone) {
                jar.delete(name);
            } else {
                jar.set(name, value);
            }
        }
    }
}

type Limited = Sending & Required<Pick<Sending, "timeout">>;

function exchange(url: URL, ca: Buffer, { method = "GET", headers = {}, body, timeout }: Limited, cookie: string): Promise<Answer> {
    const signal = AbortSignal.timeout(timeout);
    const options = {
        host: "127.0.0.1",
        port: url.port,
        method,
        path: url.pathname + url.search,
        headers: { host: url.host, ...(cookie === "" ? {} : { cookie }), ...headers } as Record<string, string | string[]>,
        agent: false as const,
        signal,
    };
    return new Promise((resolve, refuse) => {
        const reject = (error: Error): void => {
            const late = new Error(`${method} ${url.href} was not answered within ${timeout / 1000} s.`, { cause: error });
            refuse(signal.aborted ? Object.assign(late, { name: "TimeoutError" }) : error);
        };
        const outgoing = url.protocol === "https:" ? httpsRequest({ ...options, ca, servername: url.hostname }) : httpRequest(options);
        outgoing.on("error", reject);
        outgoing.on("response", (incoming) => {
            let text = "";
            incoming.setEncoding("utf8");
            incoming.on("data", (chunk: string) => (text += chunk));
            incoming.on("error", reject);
            incoming.on("end", () => {
                const location = incoming.headers.location === undefined ? "" : new URL(incoming.headers.location, url).href;
                resolve({ url: url.href, status: incoming.statusCode ?? 0, headers: incoming.headers, body: text, location });
            });
        });
        outgoing.end(body);
    });
}

function unescape(text: string): string {
    return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).replaceAll("&amp;", "&");
}
