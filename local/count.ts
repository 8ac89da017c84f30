/** `1 task`, `2 tasks`. */
export function count(number: number, thing: string): string {
    return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

/**
 * `3 users, 1 of them disabled`.
 *
 * @param enabled Those who may sign in.
 */
export function countUsers(enabled: number, disabled: number): string {
    return `${count(enabled + disabled, "user")}${disabled === 0 ? "" : `, ${disabled} of them disabled`}`;
}
