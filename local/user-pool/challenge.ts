import { CognitoError } from "./api";
import type { Directory, User } from "./directory";

/** A challenge that a sign-in through the API was answered with. */
export interface Challenge {
    readonly name: string;
    readonly clientId: string;
    /** Names that the caller may know the user by: as typed, and as answered. */
    readonly usernames: readonly string[];
    /** ministack's own session string. */
    readonly session: string;
    /** Of MFA_SETUP: how far it has come. @default nothing was shown yet */
    readonly setUp?: { readonly secret: string; readonly accessToken: string; readonly verified: boolean };
}

/** What a caller is told whose session is not that of the challenge. */
export function invalidSession(): CognitoError {
    return new CognitoError("NotAuthorizedException", "Invalid session for the user.");
}

/** The user of a challenge. @throws CognitoError when there is none any more */
export async function userOf(directory: Directory, { usernames: [username = ""] }: Challenge): Promise<User> {
    const user = await directory.user(username);
    if (user === undefined) throw invalidSession();
    return user;
}
