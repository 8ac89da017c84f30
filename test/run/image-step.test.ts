import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { countTests } from "./count";

/** The image test, on a machine that cannot build images: without Docker, and without the right to start it. */
function runImageTest(ci: { readonly CI?: string }): { readonly status: number | null; readonly output: string } {
    const environment = { ...process.env, ...ci, DOCKER_HOST: "unix:///no/docker.sock" };
    if (ci.CI === undefined) {
        delete environment["CI"];
    }
    const noRoot = path.join(__dirname, "fixtures", "no-root.cjs");
    const args = ["node_modules/mocha/bin/mocha.js", "--require", noRoot, "test/image/image.test.ts"];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", env: environment });
    return { status, output: stdout + stderr };
}

describe("the image test, where no image can be built", function () {
    this.timeout(120_000);
    const reason = /no Docker daemon answers, and only root on Linux can start a private one/;

    it("is skipped, and says why", () => {
        const { status, output } = runImageTest({});
        assert.equal(status, 0, output);
        assert.match(output, reason);
        const { passed, skipped } = countTests("mocha", output, true);
        assert.equal(passed, 0);
        assert.ok(skipped > 5, output);
    });

    it("fails in CI", () => {
        const { status, output } = runImageTest({ CI: "true" });
        assert.notEqual(status, 0);
        assert.match(output, reason);
        assert.ok(countTests("mocha", output, false).failed > 0);
    });
});
