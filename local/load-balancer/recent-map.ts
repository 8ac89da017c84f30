/**
 * A map that forgets what was not used for long, so that no client can grow it without bound.
 *
 * It holds what was used since `limit` entries were, and what was used in the round before. To keep the exact order instead, a Map would have to lose
 * and regain an entry at each use, and V8 copies a Map every few times that this happens.
 */
export class RecentMap<V> {
    #recent = new Map<string, V>();
    #before = new Map<string, V>();

    /** @param limit entries that are always kept; there are never twice as many. */
    constructor(readonly limit: number) {}

    get(key: string): V | undefined {
        const recent = this.#recent.get(key);
        if (recent !== undefined) {
            return recent;
        }
        const before = this.#before.get(key);
        if (before !== undefined) {
            this.set(key, before);
        }
        return before;
    }

    set(key: string, value: V): void {
        this.#recent.set(key, value);
        if (this.#recent.size >= this.limit) {
            this.#before = this.#recent;
            this.#recent = new Map();
        }
    }
}
