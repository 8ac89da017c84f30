import assert from "node:assert/strict";
import { countTests } from "./count";

const mocha = (summary: string, printed = ""): string => `${printed}\n    ✔ a test\n\n\n${summary}\n\n`;

describe("counting tests", () => {
    it("takes mocha's summary", () => {
        const output = mocha("  64 passing (1m)\n  2 pending\n  3 failing");
        assert.deepEqual(countTests("mocha", output, false), { passed: 64, failed: 3, skipped: 2 });
    });

    it("takes pytest's summary", () => {
        const output = "......\n1 failed, 176 passed, 2 skipped, 1 warning, 3 errors in 36.47s\n";
        assert.deepEqual(countTests("pytest", output, false), { passed: 176, failed: 4, skipped: 2 });
    });

    it("takes a summary in colours and between lines", () => {
        const output = "\u001B[32m===== \u001B[32m\u001B[1m5 passed\u001B[0m\u001B[32m in 0.10s\u001B[0m\u001B[32m =====\u001B[0m\n";
        assert.deepEqual(countTests("pytest", output, true), { passed: 5, failed: 0, skipped: 0 });
    });

    it("takes nothing that a test prints", () => {
        const printed = "3 passed, 1 failed\n9 passing\n  8 passing (2s)\n  7 failing\n6 errors in it";
        assert.deepEqual(countTests("mocha", mocha("  1 passing (12ms)", printed), true), { passed: 1, failed: 0, skipped: 0 });
        assert.deepEqual(countTests("pytest", `${printed}\n1 passed in 0.01s\n`, true), { passed: 1, failed: 0, skipped: 0 });
    });

    it("takes a runner for failed that failed and names no test, or that ran none", () => {
        assert.deepEqual(countTests("mocha", mocha("  1 passing (12ms)"), false), { passed: 1, failed: 1, skipped: 0 });
        assert.deepEqual(countTests("mocha", mocha("  0 passing (0ms)"), true), { passed: 0, failed: 1, skipped: 0 });
        assert.deepEqual(countTests("pytest", "no tests ran in 0.01s", true), { passed: 0, failed: 1, skipped: 0 });
        assert.deepEqual(countTests("pytest", "", false), { passed: 0, failed: 1, skipped: 0 });
    });

    it("takes a check for one test, and a preparation for none", () => {
        assert.deepEqual(countTests("exit code", "3 passed", true), { passed: 1, failed: 0, skipped: 0 });
        assert.deepEqual(countTests("exit code", "", false), { passed: 0, failed: 1, skipped: 0 });
        assert.deepEqual(countTests("nothing", "", true), { passed: 0, failed: 0, skipped: 0 });
        assert.deepEqual(countTests("nothing", "", false), { passed: 0, failed: 1, skipped: 0 });
    });
});
