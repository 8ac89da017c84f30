import type { PoolSettings, User } from "./directory";
import type { Clock } from "./expiring-map";

/** Milliseconds after which ministack takes no code any more: its own step of 30 seconds, and one on either side. */
const CODE_LIFETIME = 90_000;

/** What is asked for after the right password. */
export type NextFactor = "nothing" | "code" | "set-up";

/**
 * Whoever has an authenticator app is asked for its code; whoever has none has to set one up where the pool requires it ("Adding MFA to a user
 * pool"; for the states of a user, "TOTP software token MFA").
 */
export function nextFactor(user: User, { mfa }: PoolSettings): NextFactor {
    if (mfa === "OFF") return "nothing";
    if (user.mfa.includes("SOFTWARE_TOKEN_MFA")) return "code";
    return mfa === "ON" ? "set-up" : "nothing";
}

/** What ministack does not record of authenticator apps. Users are known by their `sub`: a name may be used again. */
export interface SecondFactors {
    /** Notes a secret that a set-up showed: the only one that the user can verify now. */
    begun(user: User, secret: string): void;
    /** Whether a set-up's secret is still the one to verify. Another set-up of the same user replaces it. */
    isCurrent(user: User, secret: string): boolean;
    /** The user has shown a code of the secret. */
    verified(user: User): void;
    hasVerified(user: User): boolean;
    /** Takes a code for this user, before it is checked: false where it was taken already, be it by a request that is under way. */
    take(user: User, code: string): boolean;
    /** The code was wrong, and may become right later. */
    giveBack(user: User, code: string): void;
}

/** Nobody has an app yet. */
export function secondFactors(clock: Clock): SecondFactors {
    const secrets = new Map<string, string>();
    const verified = new Set<string>();
    const used = new Map<string, number>();
    const id = ({ attributes, username }: User): string => attributes.sub ?? username;
    const key = (user: User, code: string): string => `${id(user)} ${code}`;
    return {
        begun: (user, secret) => void secrets.set(id(user), secret),
        isCurrent: (user, secret) => secrets.get(id(user)) === secret,
        verified: (user) => {
            verified.add(id(user));
            secrets.delete(id(user));
        },
        hasVerified: (user) => verified.has(id(user)),
        take: (user, code) => {
            for (const [taken, time] of used) if (clock() - time >= CODE_LIFETIME) used.delete(taken);
            if (used.has(key(user, code))) return false;
            used.set(key(user, code), clock());
            return true;
        },
        giveBack: (user, code) => void used.delete(key(user, code)),
    };
}

/** The name under which wrong codes are counted: the right password, which precedes each code, must not forgive them. */
export function countedAs({ username }: Pick<User, "username">): string {
    return `${username} code`;
}
