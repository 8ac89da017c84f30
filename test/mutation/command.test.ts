import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import * as path from "node:path";
import { copyProject, editFile, type ProjectCopy } from "../../harness/project-copy";

describe("npm run mutation", function () {
    this.timeout(60_000);
    // One for all: what a test edits, no later one asks for.
    let project: ProjectCopy;
    // A few of the unit tests will do, each of which runs without any edit first: `npm test` runs the command with all of them besides.
    const specs = ["index", "network", "rules"].map((name) => `${name}.test.ts`);
    before(() => {
        project = copyProject({}, { whole: true });
        const folder = path.join(project.directory, "test/unit");
        readdirSync(folder).forEach((name) => {
            if (name.endsWith(".test.ts") && !specs.includes(name)) {
                rmSync(path.join(folder, name));
            }
        });
    });
    after(() => project.remove());

    function run(...args: string[]): { status: number | null; output: string } {
        const script = path.join(project.directory, "scripts/mutation.mjs");
        const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });
        return { status, output: stdout + stderr };
    }

    it("shows what notices each edit, and ends well where something does", () => {
        const { status, output } = run("--first", "--only", "NAT gateway");
        assert.equal(status, 0, output);
        assert.match(output, /^bought a NAT gateway in each zone +Vpc streamlit-vpc +no-nat-gateway +network$/m);
        assert.match(output, /3 edits: 3 caught by their policy, 3 by unit tests\./);
    });

    it("fails where the rule or the unit tests notice nothing", () => {
        editFile(path.join(project.directory, "policy/rules/no-nat-gateway.ts"), 'strategy !== "None"', "false");
        rmSync(path.join(project.directory, "test/unit/network.test.ts"));
        const { status, output } = run("--unit", "--only", "bought a NAT gateway in each zone");
        assert.equal(status, 1, output);
        assert.match(output, /^bought a NAT gateway in each zone +Vpc streamlit-vpc +MISSED by no-nat-gateway +MISSED$/m);
    });

    it("fails where the program has moved on, or already breaks a rule", () => {
        editFile(path.join(project.directory, "load-balancer.ts"), "const idleTimeout = 300", "const idleTimeout = 299");
        const moved = run("--only", "closed idle websockets");
        assert.deepEqual([moved.status, moved.output.includes("is 299, which is not what was to be changed")], [1, true], moved.output);
        editFile(path.join(project.directory, "load-balancer.ts"), "const idleTimeout = 299", "const idleTimeout = 29");
        const broken = run("--only", "closed idle websockets");
        assert.deepEqual([broken.status, broken.output.includes("fail without any edit: idle-timeout")], [1, true], broken.output);
    });
});
