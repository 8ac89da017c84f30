import { request } from "node:https";
import type { IncomingHttpHeaders } from "node:http";

export interface Page {
    readonly status: number;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
    readonly url: string;
    /** Where a redirect leads. */
    readonly location: string;
}

/** Just enough of a browser: a cookie jar for the one login host, forms, and redirects followed while they stay on that host. */
export interface Browser {
    readonly cookies: Map<string, string>;
    /** `Set-Cookie` headers as they came. */
    readonly setCookies: string[];
    open(url: string): Promise<Page>;
    /** Fills in the page's form over its hidden fields and sends it. */
    submit(page: Page, fields: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Page>;
}

/** @param ca certificate that the login must show */
export function browser(loginUrl: string, ca: string): Browser {
    const cookies = new Map<string, string>();
    const setCookies: string[] = [];
    const send = async (method: string, url: string, body?: string, extra: Readonly<Record<string, string>> = {}): Promise<Page> => {
        const { hostname, port, pathname, search } = new URL(url);
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
        const page = await new Promise<Page>((resolve, reject) => {
            const outgoing = request(
                {
                    host: "127.0.0.1",
                    port,
                    servername: hostname,
                    ca,
                    method,
                    path: pathname + search,
                    headers: {
                        host: `${hostname}:${port}`,
                        ...(cookie !== "" && { cookie }),
                        ...(body !== undefined && { "content-type": "application/x-www-form-urlencoded", origin: loginUrl }),
                        ...extra,
                    },
                },
                (incoming) => {
                    let text = "";
                    incoming.setEncoding("utf8");
                    incoming.on("data", (chunk: string) => (text += chunk));
                    incoming.on("end", () => {
                        const { statusCode = 0, headers } = incoming;
                        resolve({ status: statusCode, headers, body: text, url, location: headers.location ?? "" });
                    });
                },
            );
            outgoing.on("error", reject);
            outgoing.end(body);
        });
        for (const line of page.headers["set-cookie"] ?? []) {
            setCookies.push(line);
            const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
            if (/max-age=0/i.test(line)) cookies.delete(name);
            else cookies.set(name, value);
        }
        if (page.status !== 302) return page;
        const next = new URL(page.location, url);
        return next.origin === loginUrl ? send("GET", next.href) : page;
    };
    return {
        cookies,
        setCookies,
        open: (url) => send("GET", new URL(url, loginUrl).href),
        submit: (page, fields, headers) => {
            const action = /<form method="post" action="([^"]*)"/.exec(page.body)?.[1];
            if (action === undefined) throw new Error(`No form on the page (${page.status}): ${page.body.slice(0, 400)}`);
            const form = new URLSearchParams();
            for (const [, name = "", value = ""] of page.body.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g))
                form.set(name, value);
            for (const [name, value] of Object.entries(fields)) form.set(name, value);
            return send("POST", new URL(unescapeHtml(action), loginUrl).href, form.toString(), headers);
        },
    };
}

export function unescapeHtml(text: string): string {
    return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

/** What the page's red box says. */
export function problemsOf(page: Page): string[] {
    const box = /<div class="error" role="alert">(.*?)<\/div>/s.exec(page.body)?.[1] ?? "";
    return [...box.matchAll(/<p>(.*?)<\/p>/g)].map(([, text = ""]) => unescapeHtml(text));
}
