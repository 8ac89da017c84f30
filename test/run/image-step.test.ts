import * as path from "node:path";
import { assertFailed, assertSkipped, runTestFile, type Run } from "./run-test-file";

/** The image test, on a machine that cannot build images: without Docker, and without the right to start it. */
function runImageTest(ci: string | undefined): Run {
    const noRoot = path.join(__dirname, "fixtures", "no-root.cjs");
    return runTestFile("test/image/image.test.ts", { CI: ci, DOCKER_HOST: "unix:///no/docker.sock" }, "--require", noRoot);
}

describe("the image test, where no image can be built", function () {
    this.timeout(120_000);
    const reason = /no Docker daemon answers, and only root on Linux can start a private one/;

    it("is skipped, and says why", () => assertSkipped(runImageTest(undefined), reason, 5));

    it("fails in CI", () => assertFailed(runImageTest("true"), reason));
});
