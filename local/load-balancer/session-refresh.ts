import type { BackChannel, Identity } from "./back-channel";
import { RecentMap } from "./recent-map";
import { isStale, type Session } from "./session";

/** Milliseconds in which requests that still carry the cookie from before a refresh share its result. */
const shared = 60_000;

/**
 * Refreshes sessions whose access token is over, each only once however many requests ask: a provider that rotates refresh
 * tokens would take the second use of one for theft.
 *
 * AWS: "Authenticate users using an Application Load Balancer", Session timeout: "the load balancer refreshes the user session each time
 * the access token expires", and has the user log in again when that fails.
 */
export function createRefresher(now: () => number) {
    const running = new Map<string, Promise<Session>>();
    const results = new RecentMap<{ readonly session: Session; readonly at: number }>(1000);

    const start = async (session: Session, refreshToken: string, backChannel: BackChannel): Promise<Session> => {
        const refreshed = renewed(session, refreshToken, await backChannel.refresh(refreshToken, session.claims.sub), now());
        results.set(session.id, { session: refreshed, at: now() });
        return refreshed;
    };

    /**
     * The session with an access token that is still good.
     *
     * @throws AuthenticationFailed where the refresh fails.
     */
    return async (session: Session, backChannel: () => BackChannel): Promise<Session> => {
        // "does not support refresh tokens: the load balancer keeps the authentication session until it times out".
        if (!isStale(session, now()) || session.refreshToken === undefined) {
            return session;
        }
        const result = results.get(session.id);
        if (result !== undefined && now() - result.at < shared && !isStale(result.session, now())) {
            return result.session;
        }
        const refresh =
            running.get(session.id) ?? start(session, session.refreshToken, backChannel()).finally(() => running.delete(session.id));
        running.set(session.id, refresh);
        return refresh;
    };
}

/** The same session with new tokens and claims; its end stays where it was. */
function renewed({ id, issuer, clientId, ends }: Session, refreshToken: string, identity: Identity, now: number): Session {
    return {
        id,
        issuer,
        clientId,
        ends,
        accessToken: identity.accessToken,
        ...(identity.expiresIn !== undefined && { accessTokenExpires: now + identity.expiresIn * 1000 }),
        // A provider that does not rotate refresh tokens, as Cognito by default, sends none.
        refreshToken: identity.refreshToken ?? refreshToken,
        claims: identity.claims,
    };
}
