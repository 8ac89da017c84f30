import type { Clock } from "./expiring-map";

/** Failures before the first lockout. */
const FREE_FAILURES = 5;
/** Milliseconds: the longest lockout, and the pause after which failures are forgotten. */
const LONGEST = 15 * 60_000;
/** Names remembered at most; beyond it the oldest is forgotten. */
const MAX_NAMES = 10_000;

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
    const users = new Map<string, { failures: number; last: number; lockedUntil: number }>();
    const recent = (username: string) => {
        const known = users.get(username.toLowerCase());
        return known !== undefined && clock() - known.last < LONGEST ? known : undefined;
    };
    return {
        locked: (username) => {
            const known = recent(username);
            if (known === undefined || clock() >= known.lockedUntil) return false;
            known.last = clock();
            return true;
        },
        failed: (username) => {
            const failures = (recent(username)?.failures ?? 0) + 1;
            const lockout = failures < FREE_FAILURES ? 0 : Math.min(2 ** (failures - FREE_FAILURES) * 1000, LONGEST);
            users.delete(username.toLowerCase());
            users.set(username.toLowerCase(), { failures, last: clock(), lockedUntil: clock() + lockout });
            const [oldest] = users.keys();
            if (users.size > MAX_NAMES && oldest !== undefined) users.delete(oldest);
        },
        succeeded: (username) => void users.delete(username.toLowerCase()),
    };
}
