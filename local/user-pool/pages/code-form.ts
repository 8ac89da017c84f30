import type { AuthorizeRequest } from "../authorize-request";
import type { Answer } from "../http";
import type { Banner } from "./banner";
import { errorBox, escapeHtml, page } from "./layout";

/** What every page shows that asks for an authenticator app's code. */
export interface CodeFormOptions {
    readonly banner: Banner;
    readonly csrf: { readonly token: string; readonly cookies: readonly string[] };
    /** Key of the pending login. */
    readonly session: string;
    readonly problems?: readonly string[];
}

/** What differs between these pages. */
export interface CodeFormTexts {
    readonly title: string;
    readonly heading: string;
    /** HTML between the heading and the field. @default none */
    readonly above?: string;
    readonly label: string;
}

/** A page with a field for the code of the user's authenticator app. */
export function codeForm(
    request: AuthorizeRequest,
    options: CodeFormOptions,
    { title, heading, above = "", label }: CodeFormTexts,
): Answer {
    return page({
        title,
        banner: options.banner,
        cookies: options.csrf.cookies,
        formEndsAt: new URL(request.redirectUri).origin,
        content: `<form method="post" action="/login?${escapeHtml(request.query)}">
<h1>${heading}</h1>
${above}${errorBox(options.problems ?? [])}
<input type="hidden" name="_csrf" value="${options.csrf.token}">
<input type="hidden" name="session" value="${options.session}">
<label for="code">${label}</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]{6}" required autofocus>
<button type="submit">Sign in</button>
</form>`,
    });
}
