import { CognitoError } from "./api";
import type { Input, Output } from "./api-rules";
import type { Front } from "./front";
import { passwordProblems } from "./password-policy";
import { TEMPORARY_PASSWORD_EXPIRED } from "./temporary-passwords";
import { text } from "./values";

/** A challenge that a sign-in through the API was answered with. */
export interface Challenge {
    readonly name: string;
    readonly clientId: string;
    /** Names that the caller may know the user by: as typed, and as answered. */
    readonly usernames: readonly string[];
    /** ministack's own session string. */
    readonly session: string;
}

/** `userAttributes.nickname` in the answer to NEW_PASSWORD_REQUIRED sets the attribute. */
const ATTRIBUTE_PREFIX = "userAttributes.";

/** Replaces ministack's session string, which it never looks at again, by one of ours that stands for the challenge. */
export async function rememberChallenge(front: Front, input: Input, output: Output): Promise<void> {
    if (typeof output.ChallengeName !== "string" || typeof output.Session !== "string") return;
    const parameters = (output.ChallengeParameters ?? {}) as Input;
    const typed = ((input.AuthParameters ?? input.ChallengeResponses ?? {}) as Input).USERNAME;
    if (output.ChallengeName === "NEW_PASSWORD_REQUIRED") await prepareNewPassword(front, text(typed), parameters);
    const usernames = [typed, parameters.USER_ID_FOR_SRP, parameters.USERNAME].filter((name) => typeof name === "string");
    output.Session = front.challenges.add({
        name: output.ChallengeName,
        clientId: text(input.ClientId),
        usernames,
        session: output.Session,
    });
}

/** An old temporary password does not lead to a new one; a valid one tells which attributes are missing. */
async function prepareNewPassword(front: Front, username: string, parameters: Output): Promise<void> {
    const { policy, requiredAttributes } = await front.directory.settings();
    const user = await front.directory.user(username);
    if (user === undefined) return;
    if (front.temporaryPasswords.expired(user, policy)) throw new CognitoError("NotAuthorizedException", TEMPORARY_PASSWORD_EXPIRED);
    const missing = requiredAttributes.filter(({ name }) => !user.attributes[name]);
    parameters.requiredAttributes = JSON.stringify(missing.map(({ name }) => ATTRIBUTE_PREFIX + name));
}

/**
 * Checks the answer to a challenge: ministack would set any user's password, and take any user's one-time code, for whoever knows the client's
 * secret, without a sign-in before it. SRP (PASSWORD_VERIFIER) needs no session: its proof is the password's.
 */
export async function answerChallenge(front: Front, input: Input): Promise<Input | undefined> {
    if (input.ChallengeName === "PASSWORD_VERIFIER") return undefined;
    const challenge = front.challenges.get(text(input.Session));
    const responses = (input.ChallengeResponses ?? {}) as Input;
    const belongs =
        challenge?.name === input.ChallengeName &&
        challenge?.clientId === input.ClientId &&
        challenge?.usernames.includes(text(responses.USERNAME)) === true;
    if (challenge === undefined || !belongs) throw new CognitoError("NotAuthorizedException", "Invalid session for the user.");
    if (challenge.name === "NEW_PASSWORD_REQUIRED") {
        await takeNewPassword(front, text(responses.USERNAME), responses);
        front.challenges.delete(text(input.Session));
    }
    return { ...input, Session: challenge.session };
}

/**
 * AssociateSoftwareToken: for a signed-in user, or one who is asked to set a second factor up ("AssociateSoftwareToken", Amazon Cognito API
 * Reference). ministack would keep a new secret for whoever asks.
 */
export async function refuseStrangersSecret(front: Front, input: Input): Promise<undefined> {
    if (input.AccessToken !== undefined) {
        await front.directory.api("GetUser", { AccessToken: text(input.AccessToken) });
    } else if (front.challenges.get(text(input.Session))?.name !== "MFA_SETUP") {
        throw new CognitoError("NotAuthorizedException", "Invalid session for the user.");
    }
}

/** ministack sets whatever it is sent, so the policy and the required attributes are checked here. */
async function takeNewPassword(front: Front, username: string, responses: Input): Promise<void> {
    const { policy, requiredAttributes } = await front.directory.settings();
    const problems = passwordProblems(policy, text(responses.NEW_PASSWORD));
    if (problems.length > 0)
        throw new CognitoError("InvalidPasswordException", `Password did not conform with policy: ${problems.join("; ")}`);
    const given = Object.entries(responses).filter(([name]) => name.startsWith(ATTRIBUTE_PREFIX));
    const attributes = given.map(([name, value]) => ({ Name: name.slice(ATTRIBUTE_PREFIX.length), Value: String(value) }));
    const user = await front.directory.user(username);
    const missing = requiredAttributes.find(
        ({ name }) => !user?.attributes[name] && !attributes.some(({ Name, Value }) => Name === name && Value !== ""),
    );
    if (missing !== undefined) throw new CognitoError("InvalidParameterException", `Invalid attributes given, ${missing.name} is missing`);
    if (attributes.length === 0) return;
    await front.directory.api("AdminUpdateUserAttributes", {
        UserPoolId: front.directory.userPoolId,
        Username: username,
        UserAttributes: attributes,
    });
}
