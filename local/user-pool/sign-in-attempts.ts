import { createHash } from "node:crypto";
import type { Clock } from "./expiring-map";

/** Failures before the first lockout. */
const FREE_FAILURES = 5;
/** Milliseconds: the longest lockout, and the pause after which failures are forgotten. */
const LONGEST = 15 * 60_000;

/** What Cognito answers during a lockout. */
export const ATTEMPTS_EXCEEDED = "Password attempts exceeded";

/** Counts wrong passwords for each user. */
export interface SignInAttempts {
    /** Whether an attempt is refused without looking at the password. That is no failure, but it keeps the earlier ones from being forgotten. */
    locked(username: string): boolean;
    failed(username: string): void;
    succeeded(username: string): void;
}

/**
 * "After five failed sign-in attempts with a password, Amazon Cognito locks out your user for one second. The lockout duration then doubles after
 * each additional failed attempt, up to approximately 15 minutes" ("Authentication with Amazon Cognito user pools": lockout behavior).
 */
export function signInAttempts(clock: Clock): SignInAttempts {
    // By the time of the last attempt. Only time forgets: whoever could push names out would guess on, with a flood of other names between.
    const users = new Map<string, Failures>();
    const forget = (): void => {
        for (const [key, { last }] of users) {
            if (clock() - last < LONGEST) return;
            users.delete(key);
        }
    };
    const remember = (key: string, known: Failures): void => {
        users.delete(key);
        users.set(key, { ...known, last: clock() });
    };
    return {
        locked: (username) => {
            forget();
            const key = keyOf(username);
            const known = users.get(key);
            if (known === undefined || clock() >= known.lockedUntil) return false;
            remember(key, known);
            return true;
        },
        failed: (username) => {
            forget();
            const key = keyOf(username);
            const failures = (users.get(key)?.failures ?? 0) + 1;
            const lockout = failures < FREE_FAILURES ? 0 : Math.min(2 ** (failures - FREE_FAILURES) * 1000, LONGEST);
            remember(key, { failures, last: clock(), lockedUntil: clock() + lockout });
        },
        succeeded: (username) => void users.delete(keyOf(username)),
    };
}

/** What is known of a name that failed; times in milliseconds since 1970. */
interface Failures {
    readonly failures: number;
    readonly last: number;
    readonly lockedUntil: number;
}

/** Of one length, however long the name is that somebody sends. */
function keyOf(username: string): string {
    return createHash("sha256").update(username.toLowerCase()).digest("base64");
}
