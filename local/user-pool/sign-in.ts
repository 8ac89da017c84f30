import type { IncomingMessage } from "node:http";
import type { AuthorizeRequest } from "./authorize-request";
import { checked } from "./authorize";
import { submitCode } from "./code-step";
import { csrfToken, isOwnForm } from "./csrf";
import type { Front, Handler } from "./front";
import { readForm, type Answer } from "./http";
import { askNewPassword, submitNewPassword } from "./new-password-step";
import { messagePage } from "./pages/layout";
import { signInPage } from "./pages/sign-in-page";
import { afterPassword } from "./second-factor-step";
import { submitSetUp } from "./set-up-step";
import { ATTEMPTS_EXCEEDED } from "./sign-in-attempts";
import { TEMPORARY_PASSWORD_EXPIRED } from "./temporary-passwords";

/** `POST /login`: the sign-in form, or one of the steps after it. */
export const submitLogin: Handler = async (front, incoming, url) => {
    const form = await readForm(incoming);
    if (!isOwnForm(incoming, form, front.origin)) {
        return messagePage(
            front.banner,
            403,
            "This page has expired",
            "Go back to the app and sign in again. Cookies must be allowed here.",
        );
    }
    const key = form.get("session");
    if (key !== null) {
        const pending = front.pending.get(key);
        if (pending === undefined) {
            return messagePage(front.banner, 400, "Invalid session", "This step took too long. Go back to the app and sign in again.");
        }
        switch (pending.step) {
            case "code":
                return submitCode(front, incoming, form, key, pending);
            case "set-up":
                return submitSetUp(front, incoming, form, key, pending);
            case "new-password":
                return submitNewPassword(front, incoming, form, key, pending);
        }
    }
    const request = await checked(front, url.searchParams);
    if ("status" in request) return request;
    return submitPassword(front, incoming, request, form.get("username") ?? "", form.get("password") ?? "");
};

async function submitPassword(
    front: Front,
    incoming: IncomingMessage,
    request: AuthorizeRequest,
    typed: string,
    password: string,
): Promise<Answer> {
    const settings = await front.directory.settings();
    const refuse = (problem: string): Answer =>
        signInPage(request, {
            banner: front.banner,
            csrf: csrfToken(incoming),
            emailAlias: settings.emailAlias,
            username: typed,
            problems: [problem],
        });
    const user = await front.directory.user(typed.trim());
    // Names that do not exist are counted as well, or the lockout would tell which do.
    const counted = user?.username ?? typed.trim();
    if (front.attempts.locked(counted)) return refuse(ATTEMPTS_EXCEEDED);
    // Before the password is looked at: many at the same moment are many attempts. The right one forgives them.
    front.attempts.failed(counted);
    if (user === undefined) {
        return refuse(request.client.preventUserExistenceErrors ? "Incorrect username or password." : "User does not exist.");
    }
    const result = await front.login.signIn(request, user.username, password);
    if (result.kind === "refused") return refuse(result.message);
    front.attempts.succeeded(counted);
    if (front.temporaryPasswords.expired(user, settings.policy)) return refuse(TEMPORARY_PASSWORD_EXPIRED);
    if (result.kind === "new-password") return askNewPassword(front, incoming, request, { user, settings, token: result.token });
    return afterPassword(front, incoming, { request, user, password, location: result.location });
}
