import { CognitoError } from "./api";
import type { AppClient, User } from "./directory";
import type { Front } from "./front";
import { countedAs } from "./second-factor";
import { secretHash } from "./secret-hash";
import { text } from "./values";

/** What Cognito says to a code that was right once. */
export const CODE_USED = "Your software token has already been used once.";
/** What Cognito says to a wrong code. */
const CODE_WRONG = "Invalid code received for user";

/**
 * An access token of a user whose password was right, with which ministack sets an authenticator app up: it keeps no secret for a session. The
 * token stays here.
 */
export async function enrolmentToken(front: Front, client: AppClient, username: string): Promise<string> {
    const output = await front.directory.api("AdminRespondToAuthChallenge", {
        UserPoolId: front.directory.userPoolId,
        ClientId: client.clientId,
        ChallengeName: "MFA_SETUP",
        ChallengeResponses: { USERNAME: username, ...secretHash(client, username) },
    });
    return text((output.AuthenticationResult as Record<string, unknown> | undefined)?.AccessToken);
}

/**
 * Asks for a check of a code, once for each code: what is taken is given back only where the code was wrong. "The verifier MUST NOT accept the
 * second attempt of the OTP after the successful validation has been issued for the first OTP" (RFC 6238, section 5.2).
 *
 * @returns what is wrong, or undefined
 */
export async function checkOnce(front: Front, user: User, code: string, check: () => Promise<unknown>): Promise<string | undefined> {
    // Counted before it is checked: guesses that are sent at once must not all pass the lock.
    front.attempts.failed(countedAs(user));
    if (!front.secondFactors.take(user, code)) return CODE_USED;
    try {
        await check();
    } catch (error) {
        front.secondFactors.giveBack(user, code);
        const isWrong = error instanceof CognitoError && /^(CodeMismatch|EnableSoftwareTokenMFA)Exception$/.test(error.name);
        if (isWrong) return CODE_WRONG;
        throw error;
    }
    front.attempts.succeeded(countedAs(user));
    return undefined;
}
