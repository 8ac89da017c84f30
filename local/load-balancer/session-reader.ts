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
    // cookies.ts hands out the same map while a connection sends the same header: its session need not be looked for again.
    const ofCookies = new WeakMap<ReadonlyMap<string, string>, { readonly name: string; readonly session: Session }>();
    const find = (name: string, cookies: ReadonlyMap<string, string>): Session | undefined => {
        const last = ofCookies.get(cookies);
        if (last?.name === name) {
            return last.session;
        }
        const value = joinShards(name, cookies);
        if (value === undefined) {
            return undefined;
        }
        // By hash: keys stay small, and the memory holds no cookie longer than its connection.
        const key = hash("sha256", `${name}=${value}`, "base64");
        const session = opened.get(key) ?? openSession(name, value, sealer);
        if (session !== undefined) {
            opened.set(key, session);
            ofCookies.set(cookies, { name, session });
        }
        return session;
    };
    /**
     * The request's session for one action, or undefined where it has none that is good: not sealed by this load balancer, for another
     * client or pool, or past its end.
     */
    return (action: AuthenticateCognito, provider: IdentityProvider, cookies: ReadonlyMap<string, string>): Session | undefined => {
        const session = find(action.sessionCookieName, cookies);
        // Asked at each request, whatever is remembered: the client, the pool, and the end.
        const good = session?.issuer === provider.issuer && session.clientId === provider.clientId && session.ends > now();
        return good ? session : undefined;
    };
}
