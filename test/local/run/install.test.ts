import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { isAlive, until } from "../../../harness/processes";

const script = path.resolve(__dirname, "../../../scripts/install.mjs");

/** The first start of a fresh clone, with a stand-in for npm. */
describe("installing the npm packages", function () {
    this.timeout(30_000);
    let directory: string;
    beforeEach(() => {
        directory = fs.mkdtempSync(path.join(os.tmpdir(), "install-"));
        fs.mkdirSync(path.join(directory, "scripts"));
        fs.mkdirSync(path.join(directory, "bin"));
        fs.copyFileSync(script, path.join(directory, "scripts/install.mjs"));
        fs.writeFileSync(
            path.join(directory, "scripts/start.mjs"),
            'import { install } from "./install.mjs";\nawait install();\nconsole.log("started");\n',
        );
        fs.writeFileSync(
            path.join(directory, "package-lock.json"),
            JSON.stringify({ packages: { "node_modules/one": { version: "1.0.0" } } }),
        );
    });
    afterEach(() => fs.rmSync(directory, { recursive: true }));

    /** @param npm what it does, as a shell script; undefined where there is none */
    function start(npm: string | undefined) {
        const bin = path.join(directory, "bin");
        if (npm !== undefined) {
            fs.writeFileSync(path.join(bin, "npm"), `#!/bin/sh\n${npm}\n`, { mode: 0o755 });
        }
        const env = { ...process.env, PATH: npm === undefined ? bin : `${bin}:${process.env["PATH"] ?? ""}` };
        // A group of its own, as a terminal makes for what is started in it.
        const child = spawn(process.execPath, ["scripts/start.mjs"], {
            cwd: directory,
            env,
            detached: true,
            stdio: ["ignore", "pipe", "pipe"],
        });
        const run = { printed: "", group: -child.pid!, ended: new Promise((resolve) => child.once("close", resolve)) };
        for (const stream of [child.stdout, child.stderr]) {
            stream.on("data", (data: Buffer) => (run.printed += data.toString()));
        }
        return run;
    }

    it("goes on when npm is done, and not where it failed", async () => {
        const done = start("exit 0");
        assert.equal(await done.ended, 0);
        assert.match(done.printed, /^Installing the npm packages.*\nstarted\n$/);
        const failed = start("exit 1");
        assert.equal(await failed.ended, 1);
        assert.match(failed.printed, /\nnpm ci failed: /);
    });

    // npm itself said nothing then, so that there is nothing above to see.
    it("says so where there is no npm", async () => {
        const run = start(undefined);
        assert.equal(await run.ended, 1);
        assert.match(run.printed, /\nnpm was not found: it comes with Node\.js, https:\/\/nodejs\.org\.\n$/);
        assert.doesNotMatch(run.printed, /see above/);
    });

    // npm tidies up for up to half a minute, in which a person who pressed Ctrl-C sees nothing.
    for (const [signal, code] of [
        ["SIGINT", 130],
        ["SIGTERM", 143],
    ] as const) {
        it(`says at once that it stops, and does not wait for npm, at ${signal}`, async () => {
            const run = start(`trap '' INT TERM; echo "pid $$"; exec sleep 25`);
            await until(() => /pid \d+\n/.test(run.printed));
            const asked = Date.now();
            // A terminal sends it to all that were started in it, and the npm that runs the command sends it on.
            process.kill(run.group, signal);
            process.kill(run.group, signal);
            assert.equal(await run.ended, code);
            assert.ok(Date.now() - asked < 10_000);
            assert.match(
                run.printed,
                /\nStopping: the npm packages are not all installed, and the next command begins anew with them\.\n$/,
            );
            const npm = Number(/pid (\d+)/.exec(run.printed)![1]);
            await until(() => !isAlive(npm));
        });
    }

    // They would go on writing to node_modules, while the next command installs anew.
    it("leaves no script of a package running when it alone is told to end", async () => {
        const run = start(`sh -c 'echo "pid $$"; sleep 100; exit' & wait`);
        await until(() => /pid \d+\n/.test(run.printed));
        process.kill(-run.group, "SIGTERM");
        const script = Number(/pid (\d+)/.exec(run.printed)![1]);
        await until(() => !isAlive(script));
        assert.equal(await run.ended, 143);
    });
});
