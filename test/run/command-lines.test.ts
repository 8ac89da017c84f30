import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { repository } from "../unit/support/declare";

// Whoever asks how a command is used must not start what takes minutes and writes files.
for (const [command, script] of [
    ["npm test", "test"],
    ["npm run faults", "faults"],
    ["npm run policy", "policy"],
    ["npm run mutation", "mutation"],
] as const) {
    describe(command, function () {
        this.timeout(60_000);
        function run(arg: string): { status: number | null; output: string } {
            const file = path.join(repository, "scripts", `${script}.mjs`);
            const { status, stdout, stderr } = spawnSync(process.execPath, [file, arg], { encoding: "utf8", timeout: 50_000 });
            return { status, output: stdout + stderr };
        }

        it("explains its options, and does nothing else", () => {
            const { status, output } = run("--help");
            assert.equal(status, 0, output);
            assert.ok(output.includes(`    ${command} -- [options]\n`), output);
            assert.match(output, /this text\n\n$/);
        });

        it("refuses an option that it does not know, and names --help", () => {
            const { status, output } = run("--nope");
            assert.equal(status, 1, output);
            assert.equal(output, `Unknown option '--nope'. Options come behind \`--\`: \`${command} -- --help\` lists them.\n`);
        });
    });
}

/** `npm start --stack prod` reaches the script as `prod` alone, or as nothing. */
describe("npm start", () => {
    it("says where options go when npm took one that was meant for it", () => {
        const env = { ...process.env, npm_config_stack: "prod", npm_config_json: "true" };
        const { status, stderr } = spawnSync(process.execPath, [path.join(repository, "scripts/start.mjs"), "prod"], {
            encoding: "utf8",
            env,
        });
        assert.equal(status, 2);
        assert.equal(stderr, "npm took --stack for an option of its own. Options come behind `--`: `npm start -- --help` lists them.\n");
    });
});
