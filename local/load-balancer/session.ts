/** What the authentication session cookie holds, sealed. */
export interface Session {
    /** Random, the same through every refresh of one login. */
    readonly id: string;
    /** Whose login this is: a rule with another client or pool does not accept it, even under the same cookie name. */
    readonly issuer: string;
    readonly clientId: string;
    readonly accessToken: string;
    /** Milliseconds since the epoch; absent where the token endpoint gave no lifetime. */
    readonly accessTokenExpires?: number;
    readonly refreshToken?: string;
    /** Of the user info endpoint. */
    readonly claims: Readonly<Record<string, unknown>> & { readonly sub: string };
    /** Milliseconds since the epoch: the login plus the action's `sessionTimeout`, not moved by a refresh. */
    readonly ends: number;
}

/** Whether the access token must be refreshed before the session is used again. `now` in milliseconds. */
export function isStale(session: Session, now: number): boolean {
    return session.accessTokenExpires !== undefined && session.accessTokenExpires <= now;
}
