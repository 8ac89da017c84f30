import assert from "node:assert/strict";
import { failuresIn } from "./failures";

const many = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join("\n");

describe("what a failed step says of its failures", () => {
    it("is mocha's list, in colours or not, and no line that a test printed", () => {
        const list = "\u001B[31m  2 failing\u001B[0m\n\n  1) a test:\n     Error: no";
        assert.equal(failuresIn("mocha", `  1 failing\n${many(90)}\n  7 passing (2s)\n${list}\n\n`), list);
    });

    it("is pytest's list of errors and failures, before its summary of everything else", () => {
        const list =
            "=== ERRORS ===\nE\n=== FAILURES ===\nE  assert 0\n=== short test summary info ===\nSKIPPED [1] test_a.py\n1 failed in 0.02s";
        assert.equal(failuresIn("pytest", `${many(90)}\n${list}\n`), list);
    });

    it("is all that was printed where no test is named", () => {
        assert.equal(failuresIn("exit code", "  1 failing\nerror TS1: no\n"), "  1 failing\nerror TS1: no");
    });

    it("is no more than what can be read at the end: the last lines", () => {
        for (const output of [many(61), `${many(20)}\n  3 failing\n${many(60)}`]) {
            const lines = failuresIn("mocha", output).split("\n");
            assert.deepEqual([lines[0], lines[1], lines.length], ["... 1 lines more, above", lines[1], 61]);
            assert.equal(lines.at(-1), output.split("\n").at(-1));
        }
        assert.equal(failuresIn("mocha", "x".repeat(5000)).length, 1004);
    });
});
