import { stripVTControlCharacters } from "node:util";
import type { Counting } from "./count";

/** Where a runner begins to say what failed, behind all that it says of each test. */
const beginnings: Readonly<Partial<Record<Counting, RegExp>>> = {
    mocha: /^ {2}\d+ failing$/,
    pytest: /^=+ (?:ERRORS|FAILURES) =+$/,
};

const mostLines = 60;
/** Characters of a line. */
const longest = 1000;

/** The part of a failed step's output that says why: what its runner says of each test that failed, or else its last lines. */
export function failuresIn(counting: Counting, output: string): string {
    const lines = output
        .trimEnd()
        .split("\n")
        .map((line) => (line.length > longest ? `${line.slice(0, longest)} ...` : line));
    const texts = lines.map(stripVTControlCharacters);
    const isBeginning = (line: string): boolean => beginnings[counting]?.test(line) === true;
    // mocha's list comes last; pytest has one for errors, and then one for failures.
    const from = counting === "mocha" ? texts.findLastIndex(isBeginning) : texts.findIndex(isBeginning);
    const part = from === -1 ? lines : lines.slice(from);
    const above = part.length - mostLines;
    return above > 0 ? [`... ${above} lines more, above`, ...part.slice(-mostLines)].join("\n") : part.join("\n");
}
