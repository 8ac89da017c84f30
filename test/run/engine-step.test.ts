import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { countTests } from "./count";

/** The engine test, on a machine without the Pulumi CLI. */
function runEngineTest(more: Readonly<Record<string, string>>): { readonly status: number | null; readonly output: string } {
    const environment = { ...process.env, ...more, PATH: "/no/commands" };
    if (more["ENGINE_REQUIRED"] === undefined) {
        Reflect.deleteProperty(environment, "ENGINE_REQUIRED");
    }
    const args = ["node_modules/mocha/bin/mocha.js", "test/engine/engine.test.ts"];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", env: environment });
    return { status, output: stdout + stderr };
}

describe("the engine test, where there is no Pulumi CLI", function () {
    this.timeout(120_000);
    const reason = /no Pulumi CLI runs here \(.+\)\. Install it, then run this test again\./;

    it("is skipped, and says why", () => {
        const { status, output } = runEngineTest({});
        assert.equal(status, 0, output);
        assert.match(output, reason);
        const { passed, skipped } = countTests("mocha", output, true);
        assert.equal(passed, 0);
        assert.ok(skipped > 10, output);
    });

    it("fails where it is required", () => {
        const { status, output } = runEngineTest({ ENGINE_REQUIRED: "true" });
        assert.notEqual(status, 0);
        assert.match(output, reason);
        assert.ok(countTests("mocha", output, false).failed > 0);
    });
});
