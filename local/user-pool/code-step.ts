import type { IncomingMessage } from "node:http";
import { CognitoError } from "./api";
import { csrfToken } from "./csrf";
import type { AppClient } from "./directory";
import type { Front } from "./front";
import { redirect, type Answer } from "./http";
import { codePage } from "./pages/code-page";
import type { CodeLogin } from "./pending-login";
import { secretHash } from "./secret-hash";
import { ATTEMPTS_EXCEEDED } from "./sign-in-attempts";

/** The code of the authenticator app: right, and the login is done; wrong, and it counts like a wrong password. */
export async function submitCode(
    front: Front,
    incoming: IncomingMessage,
    form: URLSearchParams,
    key: string,
    pending: CodeLogin,
): Promise<Answer> {
    const refuse = (problem: string): Answer =>
        codePage(pending.request, { banner: front.banner, csrf: csrfToken(incoming), session: key, problems: [problem] });
    const counted = `${pending.username} code`; // the right password, which precedes each code, must not forgive wrong codes
    if (front.attempts.locked(counted)) return refuse(ATTEMPTS_EXCEEDED);
    if (!(await isRightCode(front, pending.request.client, pending.username, form.get("code") ?? ""))) {
        front.attempts.failed(counted);
        return refuse("Invalid code received for user");
    }
    front.attempts.succeeded(counted);
    front.pending.delete(key);
    return redirect(pending.location, [front.sessions.start(pending.username, pending.password)]);
}

/** ministack holds the shared secret and checks codes only as the answer to a challenge; the tokens it answers with are dropped. */
async function isRightCode(front: Front, client: AppClient, username: string, code: string): Promise<boolean> {
    try {
        await front.directory.api("AdminRespondToAuthChallenge", {
            UserPoolId: front.directory.userPoolId,
            ClientId: client.clientId,
            ChallengeName: "SOFTWARE_TOKEN_MFA",
            ChallengeResponses: { USERNAME: username, SOFTWARE_TOKEN_MFA_CODE: code, ...secretHash(client, username) },
        });
        return true;
    } catch (error) {
        if (error instanceof CognitoError && error.name === "CodeMismatchException") return false;
        throw error;
    }
}
