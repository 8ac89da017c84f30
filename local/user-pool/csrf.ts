import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { cookie, setCookie } from "./http";

/** Cognito's names: the form's `_csrf` must be equal to this cookie, which another site can neither read nor set. */
const CSRF_COOKIE = "XSRF-TOKEN";

/** The token of the browser's forms, and the cookie to set when it has none yet. */
export function csrfToken(request: IncomingMessage): { readonly token: string; readonly cookies: readonly string[] } {
    const known = cookie(request, CSRF_COOKIE);
    // Kept while it lasts: a second tab must not make the first one's form invalid.
    if (known !== undefined && /^[\w-]{43}$/.test(known)) return { token: known, cookies: [] };
    const token = randomBytes(32).toString("base64url");
    return { token, cookies: [setCookie(CSRF_COOKIE, token)] };
}

/** Whether a form was sent by our own page: its token is the cookie's, and its origin, if the browser names one, is ours. */
export function isOwnForm(request: IncomingMessage, form: URLSearchParams, origin: string): boolean {
    const expected = Buffer.from(cookie(request, CSRF_COOKIE) ?? "");
    const given = Buffer.from(form.get("_csrf") ?? "");
    const sameOrigin = request.headers.origin === undefined || request.headers.origin === origin;
    return sameOrigin && expected.length > 0 && expected.length === given.length && timingSafeEqual(expected, given);
}
