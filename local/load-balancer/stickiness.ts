import type { TargetGroup } from "../model";
import { cookieLifetime, setCookie } from "./cookies";
import type { Sealer } from "./sealer";

/** The load balancer's own stickiness cookie, and its copy for CORS requests. */
export const stickinessCookies = ["AWSALB", "AWSALBCORS"] as const;

/** What the cookie holds, sealed. */
interface Stuck {
    readonly group: string;
    readonly target: string;
    /** Milliseconds since the epoch. */
    readonly until: number;
}

/**
 * The target that a request's cookie names; undefined without one that is good for this group.
 *
 * AWS: "Sticky sessions for your Application Load Balancer", Duration-based stickiness.
 */
export function stuckTarget(group: TargetGroup, cookies: ReadonlyMap<string, string>, sealer: Sealer, now: number): string | undefined {
    if (!group.stickiness.enabled) {
        return undefined;
    }
    for (const name of stickinessCookies) {
        const opened = sealer.open("stickiness", cookies.get(name) ?? "");
        const stuck = opened && (JSON.parse(opened.toString()) as Stuck);
        if (stuck?.group === group.arn && stuck.until > now) {
            return stuck.target;
        }
    }
    return undefined;
}

/** `Set-Cookie` values for a response of a target: sent with every one, since each request starts the duration anew. */
export function stickTo(group: TargetGroup, target: string, sealer: Sealer, now: number): string[] {
    if (!group.stickiness.enabled) {
        return [];
    }
    const stuck: Stuck = { group: group.arn, target, until: now + group.stickiness.duration * 1000 };
    const value = sealer.seal("stickiness", Buffer.from(JSON.stringify(stuck)));
    const expires = now + cookieLifetime * 1000;
    return [setCookie("AWSALB", value, expires, []), setCookie("AWSALBCORS", value, expires, ["SameSite=None", "Secure"])];
}
