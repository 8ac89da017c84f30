import type { IncomingMessage } from "node:http";
import type { AuthorizeRequest } from "./authorize-request";
import { csrfToken } from "./csrf";
import type { PoolSettings, User } from "./directory";
import type { Front } from "./front";
import type { Answer } from "./http";
import { messagePage } from "./pages/layout";
import { newPasswordPage } from "./pages/new-password-page";
import { describePolicy, passwordProblems, type PasswordPolicy } from "./password-policy";
import type { NewPasswordLogin } from "./pending-login";
import { afterPassword } from "./second-factor-step";

/** Shows the page of the first login (status FORCE_CHANGE_PASSWORD). */
export function askNewPassword(
    front: Front,
    incoming: IncomingMessage,
    request: AuthorizeRequest,
    { user, settings, token }: { user: User; settings: PoolSettings; token: string },
): Answer {
    const missing = settings.requiredAttributes.filter(({ name }) => !user.attributes[name]);
    const pending: NewPasswordLogin = { step: "new-password", request, username: user.username, token, missing };
    const attributes = missing.map(({ name }) => ({ name, value: "" }));
    return page(front, incoming, front.pending.add(pending), pending, { policy: settings.policy, attributes });
}

function page(
    front: Front,
    incoming: IncomingMessage,
    session: string,
    { request, username }: NewPasswordLogin,
    { policy, ...shown }: { policy: PasswordPolicy; attributes: readonly { name: string; value: string }[]; problems?: readonly string[] },
): Answer {
    const common = { banner: front.banner, csrf: csrfToken(incoming), session, username };
    return newPasswordPage(request, { ...common, rules: describePolicy(policy), ...shown });
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
    if (problems.length > 0) return page(front, incoming, key, pending, { policy, attributes, problems });
    // Attributes first: should they be refused, the temporary password still works and nothing is half done.
    await setAttributes(front, pending.username, attributes);
    const result = await front.login.setPassword(pending.token, password);
    front.pending.delete(key);
    const user = await front.directory.user(pending.username);
    if (result.kind === "code" && user !== undefined) {
        return afterPassword(front, incoming, { request: pending.request, user, password, location: result.location });
    }
    const why = result.kind === "refused" ? result.message : "The password was not accepted.";
    return messagePage(front.banner, 400, "Invalid session", `${why} Go back to the app and sign in again.`);
}

async function setAttributes(front: Front, username: string, attributes: readonly { name: string; value: string }[]): Promise<void> {
    if (attributes.length === 0) return;
    await front.directory.api("AdminUpdateUserAttributes", {
        UserPoolId: front.directory.userPoolId,
        Username: username,
        UserAttributes: attributes.map(({ name, value }) => ({ Name: name, Value: value })),
    });
}
