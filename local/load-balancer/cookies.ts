import { valuesOf, type HeaderList } from "./headers";

/** Lifetime of the session and stickiness cookies in the browser, in seconds: AWS fixes it at 7 days and keeps the real end inside the value. */
export const cookieLifetime = 7 * 24 * 60 * 60;

/** What the last request on each connection had. */
const lastOnConnection = new WeakMap<object, { readonly header: string; readonly cookies: ReadonlyMap<string, string> }>();

/** Characters and cookies that are remembered: a session of the largest size and what else a browser has. More would be anybody's way to fill the memory. */
const mostRemembered = { characters: 20_000, cookies: 100 };

/**
 * Cookies of a request: the very map of the connection's last one where their headers are the same, as a browser's are. To compare them takes a
 * tenth of the time of reading them, and what was found by a map need not be looked for again.
 */
export function cookiesOfConnection(connection: object, headers: HeaderList): ReadonlyMap<string, string> {
    const header = valuesOf(headers, "cookie").join(";");
    const last = lastOnConnection.get(connection);
    if (last?.header === header) {
        return last.cookies;
    }
    const cookies = readCookies(header);
    if (header.length <= mostRemembered.characters && cookies.size <= mostRemembered.cookies) {
        lastOnConnection.set(connection, { header, cookies });
    } else {
        lastOnConnection.delete(connection);
    }
    return cookies;
}

/** Of two with one name the first counts: browsers put the one with the longest path first. */
function readCookies(header: string): ReadonlyMap<string, string> {
    const cookies = new Map<string, string>();
    for (const part of header.split(";")) {
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
