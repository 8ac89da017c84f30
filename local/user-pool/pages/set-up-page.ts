import { encodeQR } from "qr";
import type { AuthorizeRequest } from "../authorize-request";
import type { Answer } from "../http";
import { codeForm, type CodeFormOptions } from "./code-form";
import { escapeHtml } from "./layout";

/** What the page shows. */
export interface SetUpPageOptions extends CodeFormOptions {
    /** By which the app tells accounts apart. */
    readonly username: string;
    /** What app and user pool share, in Base32. */
    readonly secret: string;
}

/** The secret for an authenticator app, as a QR code and as text, and the field for the app's first code. */
export function setUpPage(request: AuthorizeRequest, options: SetUpPageOptions): Answer {
    const title = "Set up an authenticator app";
    const above = `<p>Scan the code with an authenticator app, or type the key into it.</p>
<div class="qr" role="img" aria-label="QR code for an authenticator app">${encodeQR(keyUri(options), "svg")}</div>
<p>Key: <code id="secret">${escapeHtml(options.secret)}</code></p>
`;
    return codeForm(request, options, { title, heading: title, above, label: "Code that the app shows" });
}

/** The address that authenticator apps read. Source: Google Authenticator wiki, "Key Uri Format". */
function keyUri({ banner, username, secret }: SetUpPageOptions): string {
    const [issuer, account] = [banner.text, username].map(encodeURIComponent);
    return `otpauth://totp/${issuer}:${account}?secret=${secret}&issuer=${issuer}`;
}
