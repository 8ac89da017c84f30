import { stripVTControlCharacters } from "node:util";
import type { Counting } from "./count";

/** Where a runner begins to say again what failed, at the end of its output. */
const beginnings: Readonly<Partial<Record<Counting, RegExp>>> = {
    mocha: /^ {2}\d+ failing$/,
    pytest: /^=+ short test summary info =+$/,
};

const mostLines = 60;

/** The part of a failed step's output that says why: what its runner says of each test that failed, or else its last lines. */
export function failuresIn(counting: Counting, output: string): string {
    const lines = output.trimEnd().split("\n");
    const beginning = beginnings[counting];
    const from = lines.findLastIndex((line) => beginning?.test(stripVTControlCharacters(line)));
    if (from === -1) {
        return lines.slice(-mostLines).join("\n");
    }
    const left = lines.length - from - mostLines;
    return [...lines.slice(from, from + mostLines), ...(left > 0 ? [`... and ${left} more lines, above`] : [])].join("\n");
}
