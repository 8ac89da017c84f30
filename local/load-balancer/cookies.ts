import { valuesOf, type HeaderList } from "./headers";

/** Lifetime of the session and stickiness cookies in the browser, in seconds: AWS fixes it at 7 days and keeps the real end inside the value. */
export const cookieLifetime = 7 * 24 * 60 * 60;

/** What the last request on each connection had. */
const lastOn = new WeakMap<object, { readonly sent: string; readonly cookies: ReadonlyMap<string, string> }>();

/**
 * Cookies of a request: the same map again while a connection's requests have the same ones, as a browser's do. Of two with one name the first
 * counts: browsers put the one with the longest path first.
 */
export function requestCookies(headers: HeaderList, connection: object): ReadonlyMap<string, string> {
    const sent = valuesOf(headers, "cookie").join(";");
    const last = lastOn.get(connection);
    if (last?.sent === sent) {
        return last.cookies;
    }
    const cookies = readCookies(sent);
    lastOn.set(connection, { sent, cookies });
    return cookies;
}

function readCookies(sent: string): ReadonlyMap<string, string> {
    const cookies = new Map<string, string>();
    for (const part of sent.split(";")) {
        const mark = part.indexOf("=");
        const name = part.slice(0, mark).trim();
        if (mark > 0 && !cookies.has(name)) {
            cookies.set(name, part.slice(mark + 1).trim());
        }
    }
    return cookies;
}

/**
 * A `Set-Cookie` value. The load balancer uses `Expires`, not `Max-Age`, as AWS does ("Sticky sessions for your Application Load Balancer").
 *
 * @param expires milliseconds since the epoch; 0 removes the cookie.
 */
export function setCookie(name: string, value: string, expires: number, attributes: readonly string[]): string {
    return [`${name}=${value}`, `Expires=${new Date(expires).toUTCString()}`, "Path=/", ...attributes].join("; ");
}
