import type { IncomingMessage } from "node:http";
import { checkOnce, enrolmentToken } from "./authenticator-app";
import { csrfToken } from "./csrf";
import type { Front } from "./front";
import { redirect, type Answer } from "./http";
import { messagePage } from "./pages/layout";
import { setUpPage } from "./pages/set-up-page";
import type { RightPassword, SetUpLogin } from "./pending-login";
import { countedAs } from "./second-factor";
import { ATTEMPTS_EXCEEDED } from "./sign-in-attempts";
import { text } from "./values";

/** Shows the secret of an authenticator app to whoever has none and has to have one. */
export async function askSetUp(
    front: Front,
    incoming: IncomingMessage,
    { request, user, password, location }: RightPassword,
): Promise<Answer> {
    const accessToken = await enrolmentToken(front, request.client, user.username);
    const { SecretCode } = await front.directory.api("AssociateSoftwareToken", { AccessToken: accessToken });
    const secret = text(SecretCode);
    front.secondFactors.begun(user, secret);
    const pending: SetUpLogin = { step: "set-up", request, username: user.username, password, location, accessToken, secret };
    return page(front, incoming, front.pending.add(pending), pending);
}

function page(front: Front, incoming: IncomingMessage, session: string, pending: SetUpLogin, problems: readonly string[] = []): Answer {
    const { request, username, secret } = pending;
    return setUpPage(request, { banner: front.banner, csrf: csrfToken(incoming), session, username, secret, problems });
}

/** The first code of the app: right, and the app is the user's second factor and the login is done; wrong, and it counts like a wrong password. */
export async function submitSetUp(
    front: Front,
    incoming: IncomingMessage,
    form: URLSearchParams,
    key: string,
    pending: SetUpLogin,
): Promise<Answer> {
    const user = await front.directory.user(pending.username);
    // Of two set-ups at once, the later one counts: ministack keeps one secret for a user, and would take its code for either.
    if (user === undefined || !front.secondFactors.isCurrent(user, pending.secret)) {
        front.pending.delete(key);
        return messagePage(
            front.banner,
            400,
            "Invalid session",
            "This account was set up elsewhere. Go back to the app and sign in again.",
        );
    }
    if (front.attempts.locked(countedAs(user))) return page(front, incoming, key, pending, [ATTEMPTS_EXCEEDED]);
    const code = form.get("code") ?? "";
    const verify = { AccessToken: pending.accessToken, UserCode: code };
    const problem = await checkOnce(front, user, code, () => front.directory.api("VerifySoftwareToken", verify));
    if (problem !== undefined) return page(front, incoming, key, pending, [problem]);
    front.secondFactors.verified(user);
    front.pending.delete(key);
    return redirect(pending.location, [front.sessions.start(user.username, pending.password)]);
}
