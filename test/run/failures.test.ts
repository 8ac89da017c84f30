import assert from "node:assert/strict";
import { failuresIn } from "./failures";

const many = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join("\n");

describe("what a failed step says of its failures", () => {
    it("is mocha's list, in colours or not, and no line that a test printed", () => {
        const list = "\u001B[31m  2 failing\u001B[0m\n\n  1) a test:\n     Error: no";
        assert.equal(failuresIn("mocha", `  1 failing\n${many(90)}\n  7 passing (2s)\n${list}\n\n`), list);
    });

    it("is pytest's summary", () => {
        const list = "=== short test summary info ===\nFAILED test_a.py::test_b - assert 0\n1 failed in 0.02s";
        assert.equal(failuresIn("pytest", `${many(90)}\n${list}\n`), list);
    });

    it("is the last lines where no test is named", () => {
        assert.equal(failuresIn("mocha", many(61)).split("\n")[0], "line 2");
        assert.equal(failuresIn("exit code", "  1 failing\nerror TS1: no"), "  1 failing\nerror TS1: no");
    });

    it("is no more than what can be read at the end", () => {
        const lines = failuresIn("mocha", `  90 failing\n${many(100)}`).split("\n");
        assert.deepEqual([lines[0], lines.at(-2), lines.at(-1)], ["  90 failing", "line 59", "... and 41 more lines, above"]);
    });
});
