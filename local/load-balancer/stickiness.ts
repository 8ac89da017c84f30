import type { TargetGroup } from "../model";
import { cookieLifetime, setCookie } from "./cookies";
import { RecentMap } from "./recent-map";
import type { Sealer } from "./sealer";

/** The load balancer's own stickiness cookie, and its copy for CORS requests. */
const stickinessCookies = ["AWSALB", "AWSALBCORS"] as const;

/** What the cookie holds, sealed. */
interface Stuck {
    readonly group: string;
    readonly target: string;
    /** Milliseconds since the epoch. */
    readonly until: number;
}

/** Stickiness of a load balancer's target groups. */
export interface Stickiness {
    /** The target that a request's cookies name; undefined without one that is good for this group. */
    readonly stuckTarget: (group: TargetGroup, cookies: ReadonlyMap<string, string>) => string | undefined;
    /** `Set-Cookie` values for a response of a target: sent with every one, since each request starts the duration anew. */
    readonly stickTo: (group: TargetGroup, target: string) => readonly string[];
}

/**
 * AWS: "Sticky sessions for your Application Load Balancer", Duration-based stickiness.
 *
 * A cookie is opened once, and made once a second for each target: what is in it is the same for everybody, and its end is in whole seconds.
 *
 * @param now milliseconds.
 */
export function createStickiness(sealer: Sealer, now: () => number): Stickiness {
    const opened = new RecentMap<Stuck>(1000);
    const made = new RecentMap<{ readonly second: number; readonly cookies: readonly string[] }>(1000);

    const open = (value: string): Stuck | undefined => {
        const stuck = opened.get(value) ?? openCookie(value, sealer);
        // Only what this load balancer sealed is remembered: nobody can fill the memory with anything else.
        if (stuck !== undefined) {
            opened.set(value, stuck);
        }
        return stuck;
    };
    return {
        stuckTarget(group, cookies) {
            for (const name of group.stickiness.enabled ? stickinessCookies : []) {
                const stuck = open(cookies.get(name) ?? "");
                if (stuck?.group === group.arn && stuck.until > now()) {
                    return stuck.target;
                }
            }
            return undefined;
        },
        stickTo({ arn, stickiness }, target) {
            if (!stickiness.enabled) {
                return [];
            }
            const second = Math.floor(now() / 1000);
            const key = `${arn} ${target}`;
            const known = made.get(key);
            const current =
                known?.second === second ? known : { second, cookies: seal({ group: arn, target }, stickiness.duration, second, sealer) };
            made.set(key, current);
            return current.cookies;
        },
    };
}

function openCookie(value: string, sealer: Sealer): Stuck | undefined {
    const data = sealer.open("stickiness", value);
    return data && (JSON.parse(data.toString()) as Stuck);
}

function seal(to: Pick<Stuck, "group" | "target">, duration: number, second: number, sealer: Sealer): string[] {
    const stuck: Stuck = { ...to, until: (second + duration) * 1000 };
    const value = sealer.seal("stickiness", Buffer.from(JSON.stringify(stuck)));
    const expires = (second + cookieLifetime) * 1000;
    return [setCookie("AWSALB", value, expires, []), setCookie("AWSALBCORS", value, expires, ["SameSite=None", "Secure"])];
}
