import { assertFailed, assertSkipped, runTestFile, type Run } from "./run-test-file";

/** The engine test, on a machine without the Pulumi CLI. */
function runEngineTest(required: string | undefined): Run {
    return runTestFile("test/engine/engine.test.ts", { ENGINE_REQUIRED: required, PATH: "/no/commands" });
}

describe("the engine test, where there is no Pulumi CLI", function () {
    this.timeout(120_000);
    const reason = /no Pulumi CLI runs here \(.+\)\. Install it, then run this test again\./;

    it("is skipped, and says why", () => assertSkipped(runEngineTest(undefined), reason, 10));

    it("fails where it is required", () => assertFailed(runEngineTest("true"), reason));
});
