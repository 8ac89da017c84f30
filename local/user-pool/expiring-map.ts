import { randomBytes } from "node:crypto";

/** The current time in milliseconds since 1970; tests bring their own. */
export type Clock = () => number;

/** Values under unguessable keys, forgotten after their time. */
export interface ExpiringMap<T> {
    /** Stores a value and makes up its key. */
    add(value: T): string;
    get(key: string | undefined): T | undefined;
    delete(key: string | undefined): void;
}

/** @param lifetime milliseconds after which a value is gone, however often it was read */
export function expiringMap<T>(lifetime: number, clock: Clock): ExpiringMap<T> {
    const entries = new Map<string, { readonly value: T; readonly expires: number }>();
    const sweep = (): void => {
        for (const [key, entry] of entries) if (entry.expires <= clock()) entries.delete(key);
    };
    return {
        add: (value) => {
            sweep();
            const key = randomBytes(32).toString("base64url");
            entries.set(key, { value, expires: clock() + lifetime });
            return key;
        },
        get: (key) => {
            sweep();
            return key === undefined ? undefined : entries.get(key)?.value;
        },
        delete: (key) => {
            if (key !== undefined) entries.delete(key);
        },
    };
}
