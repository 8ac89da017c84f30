/** A map that forgets what was used least recently, so that no client can grow it without bound. */
export class RecentMap<V> {
    readonly #entries = new Map<string, V>();

    /** @param limit most entries. */
    constructor(readonly limit: number) {}

    get(key: string): V | undefined {
        const value = this.#entries.get(key);
        if (value !== undefined) {
            this.#entries.delete(key);
            this.#entries.set(key, value);
        }
        return value;
    }

    set(key: string, value: V): void {
        this.#entries.delete(key);
        this.#entries.set(key, value);
        if (this.#entries.size > this.limit) {
            const [oldest] = this.#entries.keys();
            this.#entries.delete(oldest ?? "");
        }
    }

    delete(key: string): void {
        this.#entries.delete(key);
    }
}
