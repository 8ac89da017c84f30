import { deflateRawSync, inflateRawSync } from "node:zlib";

import { cookieLifetime, setCookie } from "./cookies";
import type { Sealer } from "./sealer";
import type { Session } from "./session";

/** Most shards: "cookies up to 16K in size ... up to 4 shards" (AWS: "Authenticate users using an Application Load Balancer"). */
const mostShards = 4;
/** Bytes of one cookie, name, value and attributes together: what every browser must keep (RFC 6265 section 6.1). */
const shardSize = 4096;
/** AWS: "If the total size of the user claims and access token received from the IdP is greater than 11K bytes" ... HTTP 500. */
const largestIdentity = 11 * 1024;

/** The claims and tokens do not fit: answered 500, reason code `AuthUserinfoResponseSizeExceeded`. */
export class SessionTooLarge extends Error {}

type Cookies = ReadonlyMap<string, string>;

const shardName = (cookieName: string, index: number) => `${cookieName}-${index}`;

/** The session cookie's value, its shards joined, or undefined where the request has none. */
export function joinShards(cookieName: string, cookies: Cookies): string | undefined {
    let value: string | undefined;
    for (let index = 0; index < mostShards; index++) {
        const shard = cookies.get(shardName(cookieName, index));
        if (shard === undefined) {
            break;
        }
        value = (value ?? "") + shard;
    }
    return value;
}

/** The session in a joined value; undefined where it was not sealed by this load balancer for this cookie name. */
export function openSession(cookieName: string, value: string, sealer: Sealer): Session | undefined {
    const packed = sealer.open(`session ${cookieName}`, value);
    return packed && (JSON.parse(inflateRawSync(packed).toString()) as Session);
}

/**
 * `Set-Cookie` values that give the browser a session, in as many shards as it needs.
 *
 * Deflated before it is sealed: base64 adds a third, and 11 K of claims and access token plus a refresh token must fit in 16 K.
 * (Length leaks little: what is in a session comes from the identity provider, not from who watches the connection.)
 *
 * @param had the request's cookies: shards of a longer, older session that this one does not overwrite are removed.
 * @param crossOrigin whether the request is a CORS request, for which AWS adds `SameSite=None`.
 * @param now milliseconds.
 * @throws SessionTooLarge
 */
export function sealSession(
    cookieName: string,
    session: Session,
    sealer: Sealer,
    had: Cookies,
    crossOrigin: boolean,
    now: number,
): string[] {
    if (Buffer.byteLength(JSON.stringify(session.claims)) + Buffer.byteLength(session.accessToken) > largestIdentity) {
        throw new SessionTooLarge("the user's claims and the access token are over 11 K");
    }
    const attributes = ["Secure", "HttpOnly", ...(crossOrigin ? ["SameSite=None"] : [])];
    const value = sealer.seal(`session ${cookieName}`, deflateRawSync(JSON.stringify(session)));
    const room = shardSize - setCookie(shardName(cookieName, 0), "", now, attributes).length;
    const shards = value.match(new RegExp(`.{1,${room}}`, "g")) ?? [];
    if (shards.length > mostShards) {
        throw new SessionTooLarge("the sealed session does not fit in four cookies");
    }
    const set = shards.map((shard, index) => setCookie(shardName(cookieName, index), shard, now + cookieLifetime * 1000, attributes));
    for (let index = shards.length; index < mostShards; index++) {
        if (had.has(shardName(cookieName, index))) {
            set.push(setCookie(shardName(cookieName, index), "", 0, attributes));
        }
    }
    return set;
}
