/** Tells a person how far the start has come. */
export interface Progress {
    /** Runs one stage, then prints one line about it with the seconds that it took. */
    readonly stage: <T>(describe: (result: T) => string, run: () => Promise<T>) => Promise<T>;
    /** Prints a line. */
    readonly line: (text: string) => void;
}

/** Prints one line a stage. */
export function progress(print: (line: string) => void): Progress {
    return {
        line: print,
        async stage(describe, run) {
            const start = performance.now();
            const result = await run();
            print(`  ${describe(result)} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
            return result;
        },
    };
}
