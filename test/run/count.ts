import { stripVTControlCharacters } from "node:util";

/** How a step's output tells how many tests passed and failed. With `nothing` it has none, and can only fail. */
export type Counting = "mocha" | "pytest" | "exit code" | "nothing";

export interface Count {
    readonly passed: number;
    readonly failed: number;
    readonly skipped: number;
}

/** The lines that each runner closes with; the last in the output counts, since a test may print the like. */
const summaries = {
    mocha: /^ {2}\d+ passing \([^)\n]+\)\n(?: {2}\d+ pending\n)?(?: {2}\d+ failing\n)?/gm,
    pytest: /^(?:=+ )?(?:\d+ [a-z]+(?:, )?)+ in [\d.]+s\b/gm,
} as const;

const words = {
    mocha: { passed: /(\d+) passing/, failed: /(\d+) failing/, skipped: /(\d+) pending/ },
    pytest: { passed: /(\d+) passed/, failed: /(\d+) failed/, skipped: /(\d+) skipped/ },
} as const;

/**
 * How many tests passed, failed and were skipped. A runner that ended badly without saying which test failed counts as one failure, and so does
 * one that ran no test: neither may look like success.
 */
export function countTests(counting: Counting, output: string, succeeded: boolean): Count {
    if (counting === "exit code" || counting === "nothing") {
        return { passed: succeeded && counting === "exit code" ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
    }
    const [summary = ""] = stripVTControlCharacters(`${output}\n`).match(summaries[counting])?.slice(-1) ?? [];
    const number = (pattern: RegExp): number => Number(pattern.exec(summary)?.[1] ?? 0);
    const { passed, failed, skipped } = words[counting];
    // pytest calls a test an error whose fixture failed.
    const count = { passed: number(passed), failed: number(failed) + number(/(\d+) errors?\b/), skipped: number(skipped) };
    const ranNothing = count.passed + count.failed + count.skipped === 0;
    return count.failed === 0 && (!succeeded || ranNothing) ? { ...count, failed: 1 } : count;
}
