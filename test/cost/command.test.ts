import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { copyProject, editFile, type ProjectCopy } from "../../harness/project-copy";

/** `npm run cost`, in a copy of the project with one stack, `test`. */
describe("npm run cost", function () {
    this.timeout(120_000);
    let project: ProjectCopy;
    before(() => {
        project = copyProject({ desiredCount: 2, cpu: 512, memory: 1024 }, { with: ["cost"] });
    });
    after(() => project.remove());

    function run(...args: string[]): { status: number | null; stdout: string; output: string } {
        const script = path.join(project.directory, "scripts/cost.mjs");
        const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });
        return { status, stdout, output: stdout + stderr };
    }

    it("prints each item in each use, the sum, and what is set adds", () => {
        const { status, output } = run("--stack", "test");
        assert.equal(status, 0, output);
        assert.match(output, /^Stack test in us-east-1: USD a month of 730 hours.* Prices as seen 2026-01 to 2026-03;/);
        assert.match(output, /^ +quiet +team +busy$/m);
        assert.match(output, /^ +Fargate: streamlit, 2 tasks of 0\.5 vCPU and 1 GB +36\.04 +36\.04 +36\.04$/m);
        // Against 37.49 of the default stack.
        assert.match(output, /^ +together +68\.17 /m);
        // Enough for 50 people are ten tasks, eight more all month; two serve the others.
        const [, busy = "", enough = ""] = /^ +together +\S+ +\S+ +(\S+)\n +with enough tasks +(\S+)$/m.exec(output) ?? [];
        assert.equal((Number(enough) - Number(busy)).toFixed(2), (8 * 21.67).toFixed(2));
        assert.match(output, /^"With enough tasks" is the sum with as many tasks as the people .*\n.*\bdesiredCount\b.*\bmaxCount\b/m);
        // A task more costs 18.02 and its address 3.65; the larger size, 9.01 for each of the two.
        assert.match(output, /^ +desiredCount 2 +\+21\.67 /m);
        assert.match(output, /^ +cpu 512, memory 1024 +\+18\.02 /m);
        assert.match(output, /^Note: busy: 50 people at once would take 10 tasks of 0\.5 vCPU and 1 GB, .*; streamlit has 2\.$/m);
    });

    it("prints what each setting would add, and why one is not calculated", () => {
        // Pages that the app does not have: the program refuses it.
        editFile(path.join(project.directory, "cost/options.ts"), '{"analysts":[]}', '{"analysts":["none.py"]}');
        const { status, output } = run("--stack", "test", "--options", "--profile", "quiet");
        assert.equal(status, 0, output);
        assert.doesNotMatch(output, /enough tasks/i, "a line that only bills of too few tasks have, and its explanation");
        const [, options = ""] = output.split("What each setting would add");
        assert.match(options, /^ +availabilityZones 3 +\+3\.65$/m);
        assert.match(options, /^ +architecture arm64 +-7\.21$/m);
        assert.match(options, /^Adds nothing: .*\bexec\b/m);
        assert.match(
            options,
            /^Not calculated, as the program refuses it beside what is set:\n +groups: groups is "none\.py": it must name pages/m,
        );
    });

    it("says of what is set that the rest does not go without it", () => {
        const other = copyProject({ app: "./samples/explorer", groups: { analysts: ["pages/2_Upload.py"] } }, { with: ["cost"] });
        const script = path.join(other.directory, "scripts/cost.mjs");
        const { stdout } = spawnSync(process.execPath, [script, "--stack", "test", "--profile", "quiet"], { encoding: "utf8" });
        other.remove();
        assert.match(
            stdout,
            /^Not calculated, as the program refuses the rest without it:\n +app: groups is "pages\/2_Upload\.py": it must/m,
        );
        assert.match(stdout, /^Adds nothing: groups\.$/m);
    });

    it("explains in its help a line that not every bill has", () => {
        assert.match(run("--help").output, /"with enough tasks" is the sum with as\nmany as they take/);
    });

    it("gives programs the same as JSON", () => {
        const { status, stdout } = run("--stack", "test", "--json", "--profile", "team");
        assert.equal(status, 0);
        const found = JSON.parse(stdout) as { bills: { together: number; unpriced: unknown[] }[]; set: { key: string; usd: number[] }[] };
        assert.equal(found.bills.length, 1);
        assert.deepEqual(found.bills[0]!.unpriced, []);
        assert.deepEqual(
            found.set.map(({ key, usd }) => [key, usd[0]!.toFixed(2)]),
            [
                ["cpu and memory", "18.02"],
                ["desiredCount", "21.67"],
            ],
        );
    });

    it("lists what has no price", () => {
        editFile(path.join(project.directory, "index.ts"), "const network =", 'new aws.sqs.Queue("jobs");\nconst network =');
        editFile(path.join(project.directory, "index.ts"), "import * as pulumi", 'import * as aws from "@pulumi/aws";\nimport * as pulumi');
        const { status, output } = run("--stack", "test", "--profile", "quiet");
        assert.equal(status, 0, output);
        assert.match(output, /^Not in the sum, as it has no price here:\n +aws:sqs\/queue:Queue: jobs: no price is known/m);
    });

    it("explains what it cannot read: a stack, a profile, an option, a setting", () => {
        const nobody = run("--stack", "nobody");
        assert.deepEqual([nobody.status, nobody.output.startsWith("There is no stack nobody")], [1, true], nobody.output);
        const profile = run("--profile", "loud");
        assert.deepEqual([profile.status, profile.output.trim()], [1, "There is no profile loud; there are quiet, team, busy."]);
        const option = run("--stak", "test");
        assert.deepEqual([option.status, option.output.includes("--stak")], [1, true], option.output);
        editFile(path.join(project.directory, "Pulumi.test.yaml"), "desiredCount: 2", "desiredCount: none");
        const setting = run("--stack", "test");
        assert.equal(setting.status, 1);
        assert.match(setting.output, /desiredCount is "none"/);
        assert.doesNotMatch(setting.output, /\n +at /, "no stack trace");
    });

    // Its order is the help's, in whichever they came: so two people are told the same.
    it("names the command that reads a file of secrets, with all that was asked for", () => {
        const file = path.join(project.directory, "Pulumi.test.yaml");
        editFile(file, "config:\n", "config:\n    streamlit-cognito:identityProviderSecrets: { secure: v1:abc }\n");
        const { status, output } = run("--json", "--options", "--profile", "quiet", "--stack", "test");
        assert.equal(status, 1);
        assert.ok(output.endsWith(" npm run cost -- --stack test --profile quiet --options --json --secrets FILE\n"), output);
    });

    it("lists every price with its source and date", () => {
        const { status, output } = run("--prices");
        assert.equal(status, 0);
        assert.match(
            output,
            /^nat-gateway-hour +ap-northeast-1 +0\.062 \(\?\) +hour +2026-02 +https:\/\/aws\.amazon\.com\/vpc\/pricing\/$/m,
        );
    });
});
