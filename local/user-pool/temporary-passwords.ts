import type { User } from "./directory";
import type { Clock } from "./expiring-map";
import type { PasswordPolicy } from "./password-policy";

const DAY = 86_400_000;

/** What Cognito answers to a right but old temporary password. */
export const TEMPORARY_PASSWORD_EXPIRED = "Temporary password has expired and must be reset by an administrator.";

/** When temporary passwords were given, which ministack does not record. */
export interface TemporaryPasswords {
    /** An administrator gave this user a temporary password just now. */
    issued(username: string): void;
    /** Whether the user's temporary password is older than the pool's `TemporaryPasswordValidityDays`. */
    expired(user: User, policy: PasswordPolicy): boolean;
}

/** Nobody has a temporary password yet. */
export function temporaryPasswords(clock: Clock): TemporaryPasswords {
    const times = new Map<string, number>();
    return {
        issued: (username) => void times.set(username, clock()),
        expired: (user, policy) =>
            user.status === "FORCE_CHANGE_PASSWORD" &&
            clock() - (times.get(user.username) ?? user.created) > policy.temporaryPasswordValidityDays * DAY,
    };
}
