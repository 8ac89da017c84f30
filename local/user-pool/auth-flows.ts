import { CognitoError, type Input } from "./api";
import type { Front } from "./front";
import { isUsable, readRefreshToken } from "./refresh-token";
import { ATTEMPTS_EXCEEDED } from "./sign-in-attempts";
import { text } from "./values";

/** The `ExplicitAuthFlows` entries, today's and the legacy ones, that open each flow of InitiateAuth and AdminInitiateAuth. */
const OPENED_BY: Readonly<Record<string, readonly string[]>> = {
    USER_PASSWORD_AUTH: ["ALLOW_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH"],
    USER_SRP_AUTH: ["ALLOW_USER_SRP_AUTH"],
    CUSTOM_AUTH: ["ALLOW_CUSTOM_AUTH", "CUSTOM_AUTH_FLOW_ONLY"],
    ADMIN_USER_PASSWORD_AUTH: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"],
    ADMIN_NO_SRP_AUTH: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"],
    REFRESH_TOKEN_AUTH: ["ALLOW_REFRESH_TOKEN_AUTH"],
    REFRESH_TOKEN: ["ALLOW_REFRESH_TOKEN_AUTH"],
};

/** "If you don't specify a value for ExplicitAuthFlows" ("CreateUserPoolClient", Amazon Cognito API Reference). */
const BY_DEFAULT = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"];

/** Refuses a flow that the client's `ExplicitAuthFlows` do not open. ministack looks at some of them only, and at none when the list is empty. */
export async function refuseAuthFlow(front: Front, input: Input): Promise<void> {
    const client = await front.directory.client(text(input.ClientId));
    if (client === undefined) return; // ministack says so
    const flow = text(input.AuthFlow);
    const allowed = client.authFlows.length > 0 ? client.authFlows : BY_DEFAULT;
    if (OPENED_BY[flow]?.some((entry) => allowed.includes(entry)) !== true) {
        throw new CognitoError("InvalidParameterException", `${flow} flow not enabled for this client`);
    }
    if (!flow.startsWith("REFRESH_TOKEN")) return;
    const value = (input.AuthParameters as Input | undefined)?.REFRESH_TOKEN;
    if (!isUsable(readRefreshToken(text(value), front.clock), client))
        throw new CognitoError("NotAuthorizedException", "Invalid Refresh Token");
}

/** The user that a call with a password is about; undefined for the flows without one. */
async function passwordUser(front: Front, input: Input): Promise<string | undefined> {
    const { USERNAME, PASSWORD } = (input.AuthParameters ?? {}) as Input;
    if (PASSWORD === undefined) return undefined;
    return (await front.directory.user(text(USERNAME)))?.username ?? text(USERNAME);
}

/** During a lockout the password is not looked at. */
export async function refuseLocked(front: Front, input: Input): Promise<void> {
    const username = await passwordUser(front, input);
    if (username !== undefined && front.attempts.locked(username)) throw new CognitoError("NotAuthorizedException", ATTEMPTS_EXCEEDED);
}

/** The hosted pages and the API share the count: else one would be the way around the other's lockout. */
export async function countAttempt(front: Front, input: Input, right: boolean): Promise<void> {
    const username = await passwordUser(front, input);
    if (username === undefined) return;
    if (right) front.attempts.succeeded(username);
    else front.attempts.failed(username);
}
