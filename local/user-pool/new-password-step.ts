import type { IncomingMessage } from "node:http";
import type { AuthorizeRequest } from "./authorize-request";
import { csrfToken } from "./csrf";
import type { PoolSettings, User } from "./directory";
import type { Front } from "./front";
import { redirect, type Answer } from "./http";
import { messagePage } from "./pages/layout";
import { newPasswordPage } from "./pages/new-password-page";
import { describePolicy, passwordProblems } from "./password-policy";
import type { NewPasswordLogin } from "./pending-login";

/** Shows the page of the first login (status FORCE_CHANGE_PASSWORD). */
export function askNewPassword(
    front: Front,
    incoming: IncomingMessage,
    request: AuthorizeRequest,
    { user, settings, token }: { user: User; settings: PoolSettings; token: string },
): Answer {
    const missing = settings.requiredAttributes.filter(({ name }) => !user.attributes[name]);
    const session = front.pending.add({ step: "new-password", request, username: user.username, token, missing });
    return newPasswordPage(request, {
        banner: front.banner,
        csrf: csrfToken(incoming),
        session,
        username: user.username,
        rules: describePolicy(settings.policy),
        attributes: missing.map(({ name }) => ({ name, value: "" })),
    });
}

/** Checks and sets the new password and the missing attributes, and completes the login. */
export async function submitNewPassword(
    front: Front,
    incoming: IncomingMessage,
    form: URLSearchParams,
    key: string,
    pending: NewPasswordLogin,
): Promise<Answer> {
    const { policy } = await front.directory.settings();
    const password = form.get("new_password") ?? "";
    const attributes = pending.missing.map((limits) => ({
        ...limits,
        value: (form.get(`requiredAttributes[${limits.name}]`) ?? "").trim(),
    }));
    const problems = passwordProblems(policy, password);
    if (password !== form.get("confirm_password")) problems.push("The passwords you entered do not match");
    for (const { name, value, minLength, maxLength } of attributes) {
        if (value === "" || value.length < minLength || value.length > maxLength) problems.push(`Invalid or missing attribute: ${name}`);
    }
    if (problems.length > 0) {
        return newPasswordPage(pending.request, {
            banner: front.banner,
            csrf: csrfToken(incoming),
            session: key,
            username: pending.username,
            rules: describePolicy(policy),
            attributes,
            problems,
        });
    }
    // Attributes first: should they be refused, the temporary password still works and nothing is half done.
    if (attributes.length > 0) {
        await front.directory.api("AdminUpdateUserAttributes", {
            UserPoolId: front.directory.userPoolId,
            Username: pending.username,
            UserAttributes: attributes.map(({ name, value }) => ({ Name: name, Value: value })),
        });
    }
    const result = await front.login.setPassword(pending.token, password);
    front.pending.delete(key);
    if (result.kind === "code") return redirect(result.location, [front.sessions.start(pending.username, password)]);
    const why = result.kind === "refused" ? result.message : "The password was not accepted.";
    return messagePage(front.banner, 400, "Invalid session", `${why} Go back to the app and sign in again.`);
}
