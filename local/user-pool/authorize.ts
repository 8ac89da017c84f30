import { parseAuthorizeRequest, withQuery, type AuthorizeRequest } from "./authorize-request";
import { csrfToken } from "./csrf";
import { startFederation } from "./federation/sign-in";
import type { Front, Handler } from "./front";
import { redirect, type Answer } from "./http";
import { messagePage } from "./pages/layout";
import { signInPage } from "./pages/sign-in-page";

/** Turns the query into a valid request, or into the answer that refuses it. */
export async function checked(front: Front, query: URLSearchParams): Promise<AuthorizeRequest | Answer> {
    const parsed = await parseAuthorizeRequest(query, front.directory);
    if (parsed.kind === "valid") return parsed.request;
    if (parsed.kind === "redirect") return redirect(parsed.location);
    return messagePage(front.banner, 400, "An error was encountered with the requested page", parsed.message);
}

/** `GET /oauth2/authorize`: back to the app with a code when the browser has a session, else on to the login page. */
export const authorize: Handler = async (front, incoming, url) => {
    const request = await checked(front, url.searchParams);
    if ("status" in request) return request;
    const location = await resumed(front, incoming, request);
    if (location !== undefined) return redirect(location);
    if (request.prompt.includes("none")) return redirect(withQuery(request.redirectUri, { error: "login_required", state: request.state }));
    if (isExternal(request)) return startFederation(front, request);
    return redirect(`/login?${request.query}`);
};

/** `GET /login` ("The managed login sign-in endpoint: /login", Amazon Cognito Developer Guide). */
export const showLogin: Handler = async (front, incoming, url) => {
    const request = await checked(front, url.searchParams);
    if ("status" in request) return request;
    const location = await resumed(front, incoming, request);
    if (location !== undefined) return redirect(location);
    if (isExternal(request)) return startFederation(front, request);
    const { emailAlias } = await front.directory.settings();
    return signInPage(request, { banner: front.banner, csrf: csrfToken(incoming), emailAlias });
};

/** Whether the app itself chose another identity provider. */
function isExternal({ identityProvider }: AuthorizeRequest): boolean {
    return !["", "COGNITO"].includes(identityProvider);
}

/** `prompt=login` asks for the password even during a session. */
async function resumed(front: Front, incoming: Parameters<Handler>[1], request: AuthorizeRequest): Promise<string | undefined> {
    return request.prompt.includes("login") ? undefined : front.sessions.resume(incoming, request);
}
