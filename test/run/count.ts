import type { Counting } from "./steps";

export interface Count {
    readonly passed: number;
    readonly failed: number;
    readonly skipped: number;
}

/** Words that each runner closes with, after a number. */
const words = {
    mocha: { passed: /(\d+) passing/g, failed: /(\d+) failing/g, skipped: /(\d+) pending/g },
    pytest: { passed: /(\d+) passed/g, failed: /(\d+) (?:failed|errors?)\b/g, skipped: /(\d+) skipped/g },
} as const;

/**
 * How many tests passed, failed and were skipped. A runner that ended badly without saying which test failed counts as one failure, and so does
 * one that ran no test: neither may look like success.
 */
export function countTests(counting: Counting, output: string, succeeded: boolean): Count {
    if (counting === "exit code") {
        return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
    }
    const sum = (pattern: RegExp): number => [...output.matchAll(pattern)].reduce((total, [, digits]) => total + Number(digits), 0);
    const { passed, failed, skipped } = words[counting];
    const count = { passed: sum(passed), failed: sum(failed), skipped: sum(skipped) };
    const ranNothing = count.passed + count.failed + count.skipped === 0;
    return count.failed === 0 && (!succeeded || ranNothing) ? { ...count, failed: 1 } : count;
}
