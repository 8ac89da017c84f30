import { CognitoError, type Input, type Output } from "./api";
import { CODE_USED, enrolmentToken } from "./authenticator-app";
import { invalidSession, userOf, type Challenge } from "./challenge";
import type { User } from "./directory";
import type { Front } from "./front";
import { countedAs } from "./second-factor";
import { ATTEMPTS_EXCEEDED } from "./sign-in-attempts";
import { text } from "./values";

/** What the operations about authenticator apps share: before ministack is asked, and after it accepted or refused. */
interface CodeRule {
    readonly before: (front: Front, input: Input) => Promise<Input | undefined>;
    readonly after: (front: Front, input: Input, output: Output) => Promise<void>;
    readonly failed: (front: Front, input: Input) => Promise<void>;
}

/**
 * Takes the code of a user for the check that follows ("AdminRespondToAuthChallenge", Amazon Cognito API Reference). Of whoever has no secret
 * ministack would take any code.
 *
 * @throws CognitoError when too many were wrong, or this one was used
 */
export function takeCode(front: Front, user: User, code: string): void {
    if (front.attempts.locked(countedAs(user))) throw new CognitoError("NotAuthorizedException", ATTEMPTS_EXCEEDED);
    const problem = !front.secondFactors.hasVerified(user)
        ? new CognitoError("CodeMismatchException", "Invalid code received for user")
        : front.secondFactors.take(user, code)
          ? undefined
          : new CognitoError("ExpiredCodeException", CODE_USED);
    // Counted before it is checked: guesses that are sent at once must not all pass the lock.
    front.attempts.failed(countedAs(user));
    if (problem !== undefined) throw problem;
}

/** After the code of a SOFTWARE_TOKEN_MFA challenge was right: neither the code nor the session is good again. */
export async function endCodeChallenge(front: Front, input: Input): Promise<void> {
    const challenge = codeChallenge(front, input);
    if (challenge === undefined) return;
    front.attempts.succeeded(countedAs(await userOf(front.directory, challenge)));
    front.challenges.delete(text(input.Session));
}

/** After it was wrong, which is counted already. */
export async function countWrongCode(front: Front, input: Input): Promise<void> {
    const challenge = codeChallenge(front, input);
    if (challenge === undefined) return;
    const user = await userOf(front.directory, challenge);
    front.secondFactors.giveBack(user, text(((input.ChallengeResponses ?? {}) as Input).SOFTWARE_TOKEN_MFA_CODE));
}

function codeChallenge(front: Front, input: Input): Challenge | undefined {
    return input.ChallengeName === "SOFTWARE_TOKEN_MFA" ? front.challenges.get(text(input.Session)) : undefined;
}

/**
 * AssociateSoftwareToken: for a signed-in user, or one who is asked to set a second factor up ("AssociateSoftwareToken", Amazon Cognito API
 * Reference). ministack would keep a new secret for whoever asks, and for a session it keeps it for nobody: a token of the user takes its place.
 */
export const associate: Omit<CodeRule, "failed"> = {
    before: async (front, input) => {
        if (input.AccessToken !== undefined) {
            await signedIn(front, input);
            return { AccessToken: input.AccessToken };
        }
        return { AccessToken: await tokenOf(front, setUpChallenge(front, input)) };
    },
    after: async (front, input, output) => {
        const secret = text(output.SecretCode);
        delete output.Session;
        if (input.AccessToken !== undefined) {
            front.secondFactors.begun(await signedIn(front, input), secret);
            return;
        }
        const challenge = setUpChallenge(front, input);
        front.secondFactors.begun(await userOf(front.directory, challenge), secret);
        const accessToken = await tokenOf(front, challenge);
        front.challenges.delete(text(input.Session));
        output.Session = front.challenges.add({ ...challenge, setUp: { secret, accessToken, verified: false } });
    },
};

/** VerifySoftwareToken: the first code of an app, of a signed-in user or in the session that AssociateSoftwareToken answered with. */
export const verify: CodeRule = {
    before: async (front, input) => {
        const { user, secret, accessToken } = await enrolling(front, input);
        if (secret !== undefined && !front.secondFactors.isCurrent(user, secret)) throw invalidSession();
        if (front.attempts.locked(countedAs(user))) throw new CognitoError("NotAuthorizedException", ATTEMPTS_EXCEEDED);
        front.attempts.failed(countedAs(user));
        if (!front.secondFactors.take(user, text(input.UserCode))) {
            throw new CognitoError("EnableSoftwareTokenMFAException", CODE_USED);
        }
        return { AccessToken: accessToken, UserCode: input.UserCode };
    },
    after: async (front, input, output) => {
        const { user } = await enrolling(front, input);
        front.secondFactors.verified(user);
        front.attempts.succeeded(countedAs(user));
        delete output.Session;
        if (input.AccessToken !== undefined) return;
        const challenge = setUpChallenge(front, input);
        front.challenges.delete(text(input.Session));
        output.Session = front.challenges.add({ ...challenge, setUp: { secret: "", accessToken: "", verified: true } });
    },
    failed: async (front, input) => {
        const { user } = await enrolling(front, input);
        front.secondFactors.giveBack(user, text(input.UserCode));
    },
};

/** Whose first code it is, and of which secret. */
async function enrolling(front: Front, input: Input): Promise<{ user: User; secret?: string; accessToken: unknown }> {
    if (input.AccessToken !== undefined) return { user: await signedIn(front, input), accessToken: input.AccessToken };
    const challenge = setUpChallenge(front, input);
    if (challenge.setUp === undefined || challenge.setUp.verified) throw invalidSession();
    return { user: await userOf(front.directory, challenge), ...challenge.setUp };
}

function setUpChallenge(front: Front, input: Input): Challenge {
    const challenge = front.challenges.get(text(input.Session));
    if (challenge?.name !== "MFA_SETUP") throw invalidSession();
    return challenge;
}

/** A token that stays here: until the set-up is done, the caller gets none. */
async function tokenOf(front: Front, challenge: Challenge): Promise<string> {
    const client = await front.directory.client(challenge.clientId);
    if (client === undefined) throw invalidSession();
    return enrolmentToken(front, client, (await userOf(front.directory, challenge)).username);
}

/** The user of an access token. @throws CognitoError when it is none */
async function signedIn(front: Front, input: Input): Promise<User> {
    const { Username } = await front.directory.api("GetUser", { AccessToken: text(input.AccessToken) });
    const user = await front.directory.user(text(Username));
    if (user === undefined) throw new CognitoError("NotAuthorizedException", "Invalid Access Token");
    return user;
}

/**
 * SetUserMFAPreference and AdminSetUserMFAPreference: a factor that nobody has set up cannot be turned on ("SetUserMFAPreference", Amazon Cognito API
 * Reference). ministack would turn it on, and take any code.
 */
export async function refuseUnverifiedFactor(front: Front, input: Input): Promise<undefined> {
    const isOn = (settings: unknown): boolean => (settings as { Enabled?: unknown } | undefined)?.Enabled === true;
    if (isOn(input.SMSMfaSettings)) {
        throw new CognitoError("InvalidParameterException", "User does not have delivery config set to turn on SMS_MFA");
    }
    if (!isOn(input.SoftwareTokenMfaSettings)) return;
    const user = input.AccessToken === undefined ? await front.directory.user(text(input.Username)) : await signedIn(front, input);
    if (user !== undefined && !front.secondFactors.hasVerified(user)) {
        throw new CognitoError("InvalidParameterException", "User has not verified software token mfa");
    }
}
