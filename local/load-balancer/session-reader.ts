import { hash } from "node:crypto";

import type { AuthenticateCognito, IdentityProvider } from "../model";
import { RecentMap } from "./recent-map";
import type { Sealer } from "./sealer";
import { joinShards, openSession } from "./session-cookie";
import type { Session } from "./session";

/** Reads sessions out of requests' cookies, and opens each cookie value only once. */
export function createSessionReader(sealer: Sealer, now: () => number) {
    // Only what this load balancer sealed is remembered: nobody can push the sessions of others out with anything else.
    const opened = new RecentMap<Session>(1000);
    /**
     * The request's session for one action, or undefined where it has none that is good: not sealed by this load balancer, for another
     * client or pool, or past its end.
     */
    return (action: AuthenticateCognito, provider: IdentityProvider, cookies: ReadonlyMap<string, string>): Session | undefined => {
        const value = joinShards(action.sessionCookieName, cookies);
        if (value === undefined) {
            return undefined;
        }
        // By hash: the memory holds no cookie that a dump of it would give away, and keys stay small.
        const key = hash("sha256", `${action.sessionCookieName}=${value}`, "base64");
        const session = opened.get(key) ?? openSession(action.sessionCookieName, value, sealer);
        if (session === undefined) {
            return undefined;
        }
        opened.set(key, session);
        // Asked at each request, whatever is remembered: the client, the pool, and the end.
        const good = session.issuer === provider.issuer && session.clientId === provider.clientId && session.ends > now();
        return good ? session : undefined;
    };
}
