import { checked } from "./authorize";
import type { Handler } from "./front";
import { redirect } from "./http";
import { messagePage } from "./pages/layout";

/**
 * `GET /logout` ("The managed login sign-out endpoint: /logout", Amazon Cognito Developer Guide): ends the browser's session, then goes to
 * `logout_uri`, which must be equal to a sign-out URL of the client, or with `redirect_uri` and `response_type` back to the login page.
 * Tokens that were issued stay valid: revoking them is the app's part.
 */
export const logout: Handler = async (front, incoming, url) => {
    const refuse = (message: string) => messagePage(front.banner, 400, "An error was encountered with the requested page", message);
    const logoutUri = url.searchParams.get("logout_uri");
    if (logoutUri === null) {
        if (url.searchParams.get("redirect_uri") === null) return refuse("Required String parameter 'redirect_uri' is not present");
        const request = await checked(front, url.searchParams);
        if ("status" in request) return request;
        return redirect(`/login?${request.query}`, [front.sessions.end(incoming)]);
    }
    const client = await front.directory.client(url.searchParams.get("client_id") ?? "");
    if (client === undefined) return refuse("Client does not exist.");
    if (url.searchParams.getAll("logout_uri").length > 1 || !client.logoutUrls.includes(logoutUri)) {
        return refuse("redirect_mismatch: the logout_uri is not one of the app client's sign-out URLs.");
    }
    return redirect(logoutUri, [front.sessions.end(incoming)]);
};
