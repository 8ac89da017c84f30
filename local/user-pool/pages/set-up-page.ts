import { encodeQR } from "qr";
import type { AuthorizeRequest } from "../authorize-request";
import type { Answer } from "../http";
import type { Banner } from "./banner";
import { errorBox, escapeHtml, page } from "./layout";

/** What the page shows. */
export interface SetUpPageOptions {
    readonly banner: Banner;
    readonly csrf: { readonly token: string; readonly cookies: readonly string[] };
    /** Key of the pending login. */
    readonly session: string;
    /** By which the app tells accounts apart. */
    readonly username: string;
    /** What app and user pool share, in Base32. */
    readonly secret: string;
    readonly problems?: readonly string[];
}

/** The secret for an authenticator app, as a QR code and as text, and the field for the app's first code. */
export function setUpPage(request: AuthorizeRequest, options: SetUpPageOptions): Answer {
    return page({
        title: "Set up an authenticator app",
        banner: options.banner,
        cookies: options.csrf.cookies,
        formEndsAt: new URL(request.redirectUri).origin,
        content: `<form method="post" action="/login?${escapeHtml(request.query)}">
<h1>Set up an authenticator app</h1>
<p>Scan the code with an authenticator app, or type the key into it.</p>
<div class="qr" role="img" aria-label="QR code for an authenticator app">${encodeQR(keyUri(options), "svg")}</div>
<p>Key: <code id="secret">${escapeHtml(options.secret)}</code></p>
${errorBox(options.problems ?? [])}
<input type="hidden" name="_csrf" value="${options.csrf.token}">
<input type="hidden" name="session" value="${options.session}">
<label for="code">Code that the app shows</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]{6}" required autofocus>
<button type="submit">Sign in</button>
</form>`,
    });
}

/** The address that authenticator apps read. Source: Google Authenticator wiki, "Key Uri Format". */
function keyUri({ banner, username, secret }: SetUpPageOptions): string {
    const [issuer, account] = [banner.text, username].map(encodeURIComponent);
    return `otpauth://totp/${issuer}:${account}?secret=${secret}&issuer=${issuer}`;
}
