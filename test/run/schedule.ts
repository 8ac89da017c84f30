/** What is to be done, and what must have been done before. */
export interface Scheduled {
    readonly name: string;
    /** What comes before. */
    readonly needs?: string;
    /** It mostly waits, such as for downloads: it is done beside as many others as are done at once. @default false */
    readonly waits?: boolean;
}

/**
 * Does all of a list, some at once: always the first of the list whose need has been done.
 *
 * @param perform never fails: what it resolves with says how it went, also to those that needed it
 * @returns what each resolved with, in the order of their ends
 */
export async function schedule<T extends Scheduled, R>(
    list: readonly T[],
    atOnce: number,
    perform: (one: T, needed: R | undefined) => Promise<R>,
): Promise<R[]> {
    const waiting = [...list];
    const done = new Map<string, R>();
    const running = new Map<Promise<void>, T>();
    const busy = (): number => [...running.values()].filter(({ waits }) => waits !== true).length;
    while (waiting.length > 0 || running.size > 0) {
        const isReady = ({ needs }: T): boolean => needs === undefined || done.has(needs);
        const next = waiting.findIndex((one) => isReady(one) && (one.waits === true || busy() < atOnce));
        if (next === -1 && running.size === 0) {
            throw new Error(`Nothing in the list is what these need: ${waiting.map(({ name }) => name).join(", ")}.`);
        }
        if (next === -1) {
            await Promise.race(running.keys());
            continue;
        }
        for (const one of waiting.splice(next, 1)) {
            const performed = perform(one, done.get(one.needs ?? "")).then((result) => {
                done.set(one.name, result);
                running.delete(performed);
            });
            running.set(performed, one);
        }
    }
    return [...done.values()];
}
