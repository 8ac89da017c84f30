import { CognitoError, type Input, type Output } from "./api";
import { invalidSession, userOf } from "./challenge";
import type { Front } from "./front";
import { passwordProblems } from "./password-policy";
import { nextFactor } from "./second-factor";
import { takeCode } from "./second-factor-api";
import { TEMPORARY_PASSWORD_EXPIRED } from "./temporary-passwords";
import { text } from "./values";

/** `userAttributes.nickname` in the answer to NEW_PASSWORD_REQUIRED sets the attribute. */
const ATTRIBUTE_PREFIX = "userAttributes.";

/** Answers to these are the second factor; whatever else ends in tokens has shown the first one only. */
const SECOND_FACTORS: readonly unknown[] = ["SOFTWARE_TOKEN_MFA", "MFA_SETUP"];

/** Replaces ministack's session string, which it never looks at again, by one of ours that stands for the challenge. */
export async function rememberChallenge(front: Front, input: Input, output: Output): Promise<void> {
    const typed = ((input.AuthParameters ?? input.ChallengeResponses ?? {}) as Input).USERNAME;
    if (output.AuthenticationResult !== undefined && !isSecondFactor(input)) await askSecondFactor(front, text(typed), output);
    if (typeof output.ChallengeName !== "string" || typeof output.Session !== "string") return;
    const parameters = (output.ChallengeParameters ?? {}) as Input;
    if (output.ChallengeName === "NEW_PASSWORD_REQUIRED") await prepareNewPassword(front, text(typed), parameters);
    const usernames = [typed, parameters.USER_ID_FOR_SRP, parameters.USERNAME].filter((name) => typeof name === "string");
    output.Session = front.challenges.add({
        name: output.ChallengeName,
        clientId: text(input.ClientId),
        usernames,
        session: output.Session,
    });
}

/** A refreshed token was asked for with a second factor at its sign-in. */
function isSecondFactor({ AuthFlow, ChallengeName }: Input): boolean {
    return text(AuthFlow).startsWith("REFRESH_TOKEN") || SECOND_FACTORS.includes(ChallengeName);
}

/**
 * Takes the tokens back that ministack hands over after a new password, and to whoever has no app where one is required ("InitiateAuth", Amazon
 * Cognito API Reference, ChallengeName).
 */
async function askSecondFactor(front: Front, username: string, output: Output): Promise<void> {
    const user = await front.directory.user(username);
    const factor = user === undefined ? "nothing" : nextFactor(user, await front.directory.settings());
    if (user === undefined || factor === "nothing") return;
    delete output.AuthenticationResult;
    output.Session = "";
    output.ChallengeName = factor === "code" ? "SOFTWARE_TOKEN_MFA" : "MFA_SETUP";
    output.ChallengeParameters =
        factor === "code"
            ? { USER_ID_FOR_SRP: user.username }
            : { USER_ID_FOR_SRP: user.username, MFAS_CAN_SETUP: JSON.stringify(["SOFTWARE_TOKEN_MFA"]) };
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
    if (challenge === undefined || !belongs) throw invalidSession();
    if (challenge.name === "NEW_PASSWORD_REQUIRED") {
        await takeNewPassword(front, text(responses.USERNAME), responses);
        front.challenges.delete(text(input.Session));
    } else if (challenge.name === "MFA_SETUP") {
        if (challenge.setUp?.verified !== true) throw invalidSession();
        front.challenges.delete(text(input.Session));
    } else if (challenge.name === "SOFTWARE_TOKEN_MFA") {
        takeCode(front, await userOf(front.directory, challenge), text(responses.SOFTWARE_TOKEN_MFA_CODE));
    }
    return { ...input, Session: challenge.session };
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
