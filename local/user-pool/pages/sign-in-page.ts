import type { AuthorizeRequest } from "../authorize-request";
import type { Answer } from "../http";
import type { Banner } from "./banner";
import { errorBox, escapeHtml, page } from "./layout";

/** What the page shows. */
export interface SignInPageOptions {
    readonly banner: Banner;
    readonly csrf: { readonly token: string; readonly cookies: readonly string[] };
    /** Whether an email address may be typed instead of the name. */
    readonly emailAlias: boolean;
    /** What was typed before. */
    readonly username?: string;
    readonly problems?: readonly string[];
}

/** "Sign in with your username and password." */
export function signInPage(request: AuthorizeRequest, options: SignInPageOptions): Answer {
    const username = options.username ?? request.loginHint;
    // The cursor starts where something is left to type.
    const focus = (on: boolean): string => (on ? " autofocus" : "");
    return page({
        title: "Sign in",
        banner: options.banner,
        cookies: options.csrf.cookies,
        formEndsAt: new URL(request.redirectUri).origin,
        content: `<form method="post" action="/login?${escapeHtml(request.query)}">
<h1>Sign in with your username and password</h1>
${errorBox(options.problems ?? [])}
<input type="hidden" name="_csrf" value="${options.csrf.token}">
<label for="username">${options.emailAlias ? "Username or email" : "Username"}</label>
<input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required value="${escapeHtml(username)}"${focus(username === "")}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${focus(username !== "")}>
<button type="submit" name="signInSubmitButton">Sign in</button>
</form>${providerLinks(request)}`,
    });
}

/** A link for each of the client's other identity providers: it leads away from here, which this page's forms may not. */
function providerLinks({ client, query }: AuthorizeRequest): string {
    const names = client.identityProviders.filter((name) => name !== "COGNITO");
    if (names.length === 0) return "";
    const links = names.map((name) => {
        const parameters = new URLSearchParams(query);
        parameters.set("identity_provider", name);
        return `<a class="provider" href="/oauth2/authorize?${escapeHtml(parameters.toString())}">Continue with ${escapeHtml(name)}</a>`;
    });
    return `\n<nav class="text" aria-label="Other ways to sign in">\n${links.join("\n")}\n</nav>`;
}
