import type { AuthorizeRequest } from "../authorize-request";
import type { Answer } from "../http";
import type { Banner } from "./banner";
import { errorBox, escapeHtml, page } from "./layout";

/** What the page shows. */
export interface CodePageOptions {
    readonly banner: Banner;
    readonly csrf: { readonly token: string; readonly cookies: readonly string[] };
    /** Key of the pending login. */
    readonly session: string;
    readonly problems?: readonly string[];
}

/** Asks for the code of the user's authenticator app. */
export function codePage(request: AuthorizeRequest, options: CodePageOptions): Answer {
    return page({
        title: "Enter code",
        banner: options.banner,
        cookies: options.csrf.cookies,
        formEndsAt: new URL(request.redirectUri).origin,
        content: `<form method="post" action="/login?${escapeHtml(request.query)}">
<h1>Enter the code from your authenticator app</h1>
${errorBox(options.problems ?? [])}
<input type="hidden" name="_csrf" value="${options.csrf.token}">
<input type="hidden" name="session" value="${options.session}">
<label for="code">Code</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]{6}" required autofocus>
<button type="submit">Sign in</button>
</form>`,
    });
}
