import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { copyProject, editFile, type ProjectCopy } from "../../harness/project-copy";
import { rules } from "../../policy/rules";

/** `npm run policy`, in a copy of the project with one stack, `test`. */
describe("npm run policy", function () {
    this.timeout(60_000);
    // One for all: what a test edits, no later one asks for.
    let project: ProjectCopy;
    before(() => {
        project = copyProject({ desiredCount: 2 }, { with: ["policy"] });
    });
    after(() => project.remove());

    function run(...args: string[]): { status: number | null; output: string } {
        const script = path.join(project.directory, "scripts/policy.mjs");
        const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });
        return { status, output: stdout + stderr };
    }

    const levels = (content: unknown): string => {
        const file = path.join(project.directory, "levels.json");
        writeFileSync(file, JSON.stringify(content));
        return file;
    };

    it("says ok for every rule of the stack that is named, and ends well", () => {
        const { status, output } = run("--stack", "test");
        assert.equal(status, 0, output);
        for (const { id } of rules) {
            assert.match(output, new RegExp(`^ok +${id} `, "m"));
        }
        assert.match(output, new RegExp(`Stack test: ${rules.length} rules, 0 violated\\.`));
    });

    it("names rule, resource, fault and remedy of a violation, and fails, unless the rule is relaxed", () => {
        editFile(path.join(project.directory, "network.ts"), 'strategy: "None"', 'strategy: "Single"');
        const { status, output } = run("--stack", "test");
        assert.equal(status, 1);
        assert.match(
            output,
            /^VIOLATION +no-nat-gateway .*\n +streamlit-vpc \(awsx:ec2:Vpc\): natGateways\.strategy is "Single"\n +Set natGateways/m,
        );
        assert.match(output, /1 violated/);
        assert.doesNotMatch(output.slice(output.indexOf("VIOLATION")), /^ok /m, "what there is to do stands last");

        const asked = run("--stack", "test", "--config", levels({ "no-nat-gateway": { enforcementLevel: "disabled" } }));
        assert.deepEqual([asked.status, /^disabled +no-nat-gateway/m.test(asked.output)], [0, true], asked.output);
        const shown = run("--stack", "test", "--config", levels({ all: "advisory" }));
        assert.deepEqual([shown.status, /^advisory +no-nat-gateway/m.test(shown.output)], [0, true], shown.output);
    });

    it("explains what it cannot read: a stack, a setting, an option, a rule", () => {
        const nobody = run("--stack", "nobody");
        assert.deepEqual([nobody.status, nobody.output.startsWith("There is no stack nobody")], [1, true], nobody.output);

        editFile(path.join(project.directory, "Pulumi.test.yaml"), "desiredCount: 2", "desiredCount: none");
        const setting = run("--stack", "test");
        assert.equal(setting.status, 1);
        assert.match(setting.output, /desiredCount is "none"/);
        assert.doesNotMatch(setting.output, /\n +at /, "no stack trace");

        const option = run("--stak", "test");
        assert.deepEqual([option.status, option.output.includes("--stak")], [1, true], option.output);

        const rule = run("--config", levels({ "no-such-rule": "disabled" }));
        assert.deepEqual([rule.status, rule.output.includes("names no-such-rule, which is no rule")], [1, true], rule.output);
        const level = run("--config", levels({ "no-nat-gateway": "off" }));
        assert.deepEqual([level.status, level.output.includes("cannot be read as levels")], [1, true], level.output);
    });
});
