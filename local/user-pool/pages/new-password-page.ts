import type { AuthorizeRequest } from "../authorize-request";
import type { Answer } from "../http";
import type { Banner } from "./banner";
import { errorBox, escapeHtml, page } from "./layout";

/** What the page shows. */
export interface NewPasswordPageOptions {
    readonly banner: Banner;
    readonly csrf: { readonly token: string; readonly cookies: readonly string[] };
    /** Key of the pending login. */
    readonly session: string;
    /** For the browser's password manager, which stores the password under it. */
    readonly username: string;
    /** The password rules, one a line. */
    readonly rules: readonly string[];
    /** Required attributes that the user lacks, with what was typed before. */
    readonly attributes: readonly { readonly name: string; readonly value: string }[];
    readonly problems?: readonly string[];
}

/** Names of attributes as a person reads them: `family_name` is `Family name`. */
function label(attribute: string): string {
    const words = attribute.replace(/^custom:/, "").replace(/_/g, " ");
    return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The page of the first login: a password of one's own, and what the pool requires to be known of a user. */
export function newPasswordPage(request: AuthorizeRequest, options: NewPasswordPageOptions): Answer {
    const attributes = options.attributes.map(
        ({ name, value }) => `<label for="${escapeHtml(name)}">${escapeHtml(label(name))}</label>
<input id="${escapeHtml(name)}" name="requiredAttributes[${escapeHtml(name)}]" required value="${escapeHtml(value)}">`,
    );
    return page({
        title: "Change password",
        banner: options.banner,
        cookies: options.csrf.cookies,
        formEndsAt: new URL(request.redirectUri).origin,
        content: `<form method="post" action="/login?${escapeHtml(request.query)}">
<h1>Change password</h1>
<p>Please enter your new password below.</p>
${errorBox(options.problems ?? [])}
<input type="hidden" name="_csrf" value="${options.csrf.token}">
<input type="hidden" name="session" value="${options.session}">
<input hidden readonly autocomplete="username" value="${escapeHtml(options.username)}">
<label for="new_password">New password</label>
<input id="new_password" name="new_password" type="password" autocomplete="new-password" aria-describedby="rules" required autofocus>
<label for="confirm_password">Enter new password again</label>
<input id="confirm_password" name="confirm_password" type="password" autocomplete="new-password" required>
<div id="rules"><p>A password has:</p><ul>${options.rules.map((rule) => `<li>${escapeHtml(rule)}</li>`).join("")}</ul></div>
${attributes.join("\n")}
<button type="submit">Send</button>
</form>`,
    });
}
