import type { IncomingMessage } from "node:http";
import { CognitoError } from "./api";
import { checkOnce } from "./authenticator-app";
import { csrfToken } from "./csrf";
import type { AppClient, User } from "./directory";
import type { Front } from "./front";
import { redirect, type Answer } from "./http";
import { codePage } from "./pages/code-page";
import type { CodeLogin } from "./pending-login";
import { countedAs } from "./second-factor";
import { secretHash } from "./secret-hash";
import { ATTEMPTS_EXCEEDED } from "./sign-in-attempts";

/** The code of the authenticator app: right, and the login is done; wrong or used, and it counts like a wrong password. */
export async function submitCode(
    front: Front,
    incoming: IncomingMessage,
    form: URLSearchParams,
    key: string,
    pending: CodeLogin,
): Promise<Answer> {
    const refuse = (problem: string): Answer =>
        codePage(pending.request, { banner: front.banner, csrf: csrfToken(incoming), session: key, problems: [problem] });
    const user = await front.directory.user(pending.username);
    if (user === undefined || front.attempts.locked(countedAs({ username: pending.username }))) return refuse(ATTEMPTS_EXCEEDED);
    const code = form.get("code") ?? "";
    const problem = await checkOnce(front, user, code, () => checkCode(front, pending.request.client, user, code));
    if (problem !== undefined) return refuse(problem);
    front.pending.delete(key);
    return redirect(pending.location, [front.sessions.start(pending.username, pending.password)]);
}

/**
 * ministack holds the shared secret and checks codes only as the answer to a challenge; the tokens it answers with are dropped. Of whoever has no
 * secret it would take any code.
 */
async function checkCode(front: Front, client: AppClient, user: User, code: string): Promise<void> {
    if (!front.secondFactors.hasVerified(user)) throw new CognitoError("CodeMismatchException", "There is no authenticator app.");
    await front.directory.api("AdminRespondToAuthChallenge", {
        UserPoolId: front.directory.userPoolId,
        ClientId: client.clientId,
        ChallengeName: "SOFTWARE_TOKEN_MFA",
        ChallengeResponses: { USERNAME: user.username, SOFTWARE_TOKEN_MFA_CODE: code, ...secretHash(client, user.username) },
    });
}
