import { decodeJwt } from "jose";
import type { AppClient } from "./directory";
import type { Clock } from "./expiring-map";

/** ministack's refresh tokens are signed JWTs (Cognito's are encrypted and opaque); this is what they say. */
export interface RefreshToken {
    readonly clientId: string;
    /** The user's `sub`. */
    readonly subject: string;
    readonly expired: boolean;
}

/** Reads a refresh token without checking its signature: ministack does that. Undefined when it is something else. */
export function readRefreshToken(token: string, clock: Clock): RefreshToken | undefined {
    try {
        const claims = decodeJwt(token);
        if (claims.token_use !== "refresh" || typeof claims.client_id !== "string" || claims.sub === undefined) return undefined;
        return { clientId: claims.client_id, subject: claims.sub, expired: (claims.exp ?? 0) * 1000 <= clock() };
    } catch {
        return undefined;
    }
}

/** Whether a client may use a refresh token: its own, and not older than `RefreshTokenValidity`, which ministack does not look at. */
export function isUsable(token: RefreshToken | undefined, client: AppClient): token is RefreshToken {
    return token?.clientId === client.clientId && !token.expired;
}
