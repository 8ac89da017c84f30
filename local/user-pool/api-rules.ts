import { CognitoError, type Input, type Output } from "./api";
import { answerChallenge, rememberChallenge } from "./auth-challenges";
import { refuseAuthFlow, refuseLocked, countAttempt } from "./auth-flows";
import { TriggerError } from "./federation/invoke";
import type { Front } from "./front";
import { readRefreshToken } from "./refresh-token";
import { associate, countWrongCode, endCodeChallenge, refuseUnverifiedFactor, verify } from "./second-factor-api";
import { text } from "./values";

/** What AWS checks or does at an operation and ministack does not. */
interface Rule {
    /** Throws CognitoError to refuse the call; may return a changed input. */
    readonly before?: (front: Front, input: Input) => Promise<Input | undefined>;
    /** After ministack accepted the call; may change the output, and throws CognitoError to take it back. */
    readonly after?: (front: Front, input: Input, output: Output) => Promise<void>;
    /** After ministack refused the call. */
    readonly failed?: (front: Front, input: Input, exception: string) => Promise<void>;
}

/** "SignUp is not permitted for this user pool" where `AllowAdminCreateUserOnly` is set ("SignUp", Amazon Cognito API Reference). */
async function refuseSignUp(front: Front): Promise<undefined> {
    const { adminCreateUserOnly } = await front.directory.settings();
    if (adminCreateUserOnly) throw new CognitoError("NotAuthorizedException", "SignUp is not permitted for this user pool");
}

/** With email as an alias, a name that looks like an address would be ambiguous ("Configuring user pool attributes": aliases). */
async function refuseEmailLikeName(front: Front, input: Input): Promise<undefined> {
    const { emailAlias } = await front.directory.settings();
    if (emailAlias && /^[^\s@]+@[^\s@]+$/.test(text(input.Username))) {
        throw new CognitoError(
            "InvalidParameterException",
            "Username cannot be of email format, since user pool is configured for email alias.",
        );
    }
}

/** Whom an administrator adds, the pool's trigger is asked about, too ("Pre sign-up Lambda trigger"). */
async function askAboutUser(front: Front, input: Input): Promise<undefined> {
    await refuseEmailLikeName(front, input);
    const pairs = Array.isArray(input.UserAttributes) ? (input.UserAttributes as Input[]) : [];
    const attributes = Object.fromEntries(pairs.map(({ Name, Value }) => [text(Name), text(Value)]));
    const context = { region: front.region, userPoolId: front.directory.userPoolId, clientId: "CLIENT_ID_NOT_APPLICABLE" };
    try {
        await front.federation.triggers.preSignUp("PreSignUp_AdminCreateUser", context, text(input.Username), attributes);
    } catch (error) {
        if (!(error instanceof TriggerError)) throw error;
        throw new CognitoError("UserLambdaValidationException", `PreSignUp failed with error ${error.message}.`);
    }
}

/** Whoever comes from another identity provider has no password to forget ("Signing up and confirming user accounts", EXTERNAL_PROVIDER). */
async function refuseExternal(front: Front, input: Input): Promise<undefined> {
    const user = await front.directory.user(text(input.Username));
    if (user?.status === "EXTERNAL_PROVIDER") {
        throw new CognitoError("NotAuthorizedException", "User password cannot be reset in the current state.");
    }
}

/** RevokeToken and GetTokensFromRefreshToken: the client must be who it says, the token its own, and not expired. */
function ownRefreshToken(member: "Token" | "RefreshToken") {
    return async (front: Front, input: Input): Promise<undefined> => {
        const client = await front.directory.client(text(input.ClientId));
        if (client === undefined)
            throw new CognitoError("ResourceNotFoundException", `User pool client ${text(input.ClientId)} does not exist.`);
        if ((client.clientSecret ?? "") !== text(input.ClientSecret)) {
            throw new CognitoError("NotAuthorizedException", `Unable to verify secret for client ${client.clientId}`);
        }
        const token = readRefreshToken(text(input[member]), front.clock);
        if (token === undefined) throw new CognitoError("UnsupportedTokenTypeException", "Unsupported token type");
        if (token.clientId !== client.clientId || token.expired) throw new CognitoError("NotAuthorizedException", "Invalid Refresh Token");
        if (member === "Token" && !client.tokenRevocation) {
            throw new CognitoError("UnsupportedOperationException", "Token revocation is not enabled for this client");
        }
    };
}

async function issueTemporaryPassword(front: Front, input: Input): Promise<void> {
    if (input.Permanent === true) return;
    // The call may name the user by alias or `sub`.
    const user = await front.directory.user(text(input.Username));
    if (user !== undefined) front.temporaryPasswords.issued(user.username);
}

const signIn: Rule = {
    before: async (front, input) => {
        await refuseAuthFlow(front, input);
        await refuseLocked(front, input);
        return undefined;
    },
    after: async (front, input, output) => {
        await countAttempt(front, input, true);
        await rememberChallenge(front, input, output);
    },
    failed: async (front, input, exception) => {
        if (exception === "NotAuthorizedException" || exception === "UserNotFoundException") await countAttempt(front, input, false);
    },
};
const challenge: Rule = {
    before: answerChallenge,
    after: async (front, input, output) => {
        await endCodeChallenge(front, input);
        await rememberChallenge(front, input, output);
    },
    failed: countWrongCode,
};

const RULES: Readonly<Record<string, Rule>> = {
    SignUp: { before: refuseSignUp },
    AdminCreateUser: { before: askAboutUser, after: issueTemporaryPassword },
    AdminSetUserPassword: { after: issueTemporaryPassword },
    ForgotPassword: { before: refuseExternal },
    ConfirmForgotPassword: { before: refuseExternal },
    AdminResetUserPassword: { before: refuseExternal },
    InitiateAuth: signIn,
    AdminInitiateAuth: signIn,
    RespondToAuthChallenge: challenge,
    AdminRespondToAuthChallenge: challenge,
    AssociateSoftwareToken: associate,
    VerifySoftwareToken: verify,
    SetUserMFAPreference: { before: refuseUnverifiedFactor },
    AdminSetUserMFAPreference: { before: refuseUnverifiedFactor },
    RevokeToken: { before: ownRefreshToken("Token") },
    GetTokensFromRefreshToken: { before: ownRefreshToken("RefreshToken") },
};

/** The rules of an operation; an empty one for the operations that ministack does as AWS does. */
export function ruleOf(operation: string): Rule {
    return RULES[operation] ?? {};
}
