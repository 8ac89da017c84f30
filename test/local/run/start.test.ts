import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { descendants, isAlive, until } from "../../../harness/processes";
import type { Outputs } from "../../../local/outputs";

const root = path.resolve(__dirname, "../../..");
const start = path.join(root, "scripts", "start.mjs");
const anyPorts = ["--https-port", "0", "--http-port", "0", "--login-port", "0"];

interface Run {
    readonly child: ChildProcess;
    readonly ended: Promise<number | null>;
    printed: string;
}

describe("npm start", function () {
    // The first run of a fresh clone installs the Python packages.
    this.timeout(600_000);
    let state: string;
    let runs: Run[] = [];
    const makeFolder = (): void => void (state = fs.mkdtempSync(path.join(os.tmpdir(), "start-")));
    const killAll = async (): Promise<void> => {
        runs.forEach(({ child }) => child.kill("SIGKILL"));
        await Promise.all(runs.map(({ ended }) => ended));
        runs = [];
        fs.rmSync(state, { recursive: true, force: true });
    };

    const run = (...args: string[]): Run => runCommand([process.execPath, start, "--state", state, ...args]);
    const runCommand = ([program = "", ...args]: readonly string[], env = process.env): Run => {
        const child = spawn(program, args, { cwd: os.tmpdir(), stdio: ["ignore", "pipe", "pipe"], env });
        const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
        const one: Run = { child, ended, printed: "" };
        for (const stream of [child.stdout, child.stderr]) {
            stream.on("data", (data: Buffer) => (one.printed += data.toString()));
        }
        runs.push(one);
        return one;
    };
    const outputsFile = (): string => path.join(state, "outputs.json");
    const healthy = async (one: Run): Promise<Outputs> => {
        let early: number | null | undefined;
        void one.ended.then((code) => (early = code));
        await until(() => fs.existsSync(outputsFile()) || early !== undefined);
        assert.equal(early, undefined, one.printed);
        return JSON.parse(fs.readFileSync(outputsFile(), "utf8")) as Outputs;
    };

    /** Each test goes on where the one before ended. */
    describe("until it is stopped", () => {
        let one: Run;
        let outputs: Outputs;
        before(async () => {
            makeFolder();
            one = run(...anyPorts, "--user", "ada");
            outputs = await healthy(one);
        });
        after(killAll);

        it("tells people and programs where everything is", async () => {
            assert.equal(fs.statSync(outputsFile()).mode & 0o777, 0o600);
            assert.equal(outputs.users[0]?.username, "ada");
            assert.equal(outputs.tasks[0]?.health, "healthy");
            assert.equal((await fetch(`${outputs.tasks[0].url}/_stcore/health`)).status, 200);
            await until(() => one.printed.includes(outputs.url));
            assert.ok(one.printed.includes(outputs.users[0].temporaryPassword));
        });

        it("has its folder to itself", async () => {
            const second = run(...anyPorts);
            assert.equal(await second.ended, 1);
            assert.match(second.printed, /Another run uses the folder/);
            assert.ok(fs.existsSync(outputsFile()), "the second run leaves the first one's outputs alone");
        });

        it("makes another run name the options for all ports in use", async () => {
            const [login, http] = [new URL(outputs.loginUrl).port, new URL(outputs.httpUrl ?? "").port];
            const other = path.join(state, "other");
            const second = run(...anyPorts, "--login-port", login, "--http-port", http, "--state", other);
            assert.equal(await second.ended, 1);
            const ports = [Number(http), Number(login)].sort((one, another) => one - another).join(" and ");
            const inUse = `Ports ${ports} are in use by another program, `;
            assert.match(second.printed, new RegExp(`${inUse}.*\\n {4}npm start -- .*--http-port \\d+ --login-port \\d+\\n`));
            // With a certificate authority in it, and one more for each try.
            assert.ok(!fs.existsSync(other), "a refused run leaves no folder behind");
        });

        it("leaves nothing behind after Ctrl-C", async () => {
            const pids = descendants(one.child.pid ?? 0);
            assert.ok(pids.length >= 2, "the user pool and a task");
            one.child.kill("SIGINT");
            assert.equal(await one.ended, 0);
            assert.match(one.printed, /Stopping; .* \.\.\.\nStopped\.\n$/);
            await until(() => !pids.some(isAlive));
            assert.ok(!fs.existsSync(outputsFile()));
        });
    });

    /** The second test goes on with what the first one started. */
    describe("when something ends by force", () => {
        let again: Run;
        before(makeFolder);
        after(killAll);

        it("leaves no process behind when it is killed, and starts again over what it left", async () => {
            const one = run(...anyPorts, "--nodes", "2");
            await healthy(one);
            const pids = descendants(one.child.pid ?? 0);
            assert.ok(pids.length >= 4, "the user pool, a task and two nodes");
            one.child.kill("SIGKILL");
            await one.ended;
            await until(() => !pids.some(isAlive));
            fs.rmSync(outputsFile());
            again = run(...anyPorts);
            await healthy(again);
        });

        it("ends everything with exit code 1 when the user pool ends by itself", async () => {
            const pids = descendants(again.child.pid ?? 0);
            const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,args="], { encoding: "utf8" });
            const ministack = stdout.split("\n").find((line) => line.includes("ministack.py") && pids.includes(Number.parseInt(line, 10)));
            process.kill(Number.parseInt(ministack ?? "", 10), "SIGKILL");
            assert.equal(await again.ended, 1);
            assert.match(again.printed, /ministack\) stopped: signal SIGKILL/);
            await until(() => !pids.some(isAlive));
            assert.ok(!fs.existsSync(outputsFile()));
        });
    });

    describe("that does not come up", () => {
        beforeEach(makeFolder);
        afterEach(killAll);

        it("ends with the npm that started it: that hands SIGTERM to its shell, and to nobody else", async () => {
            const command = [process.execPath, start, "--state", state, ...anyPorts];
            const npm = runCommand(["sh", "-c", '"$@" & wait', "sh", ...command], { ...process.env, npm_lifecycle_event: "start" });
            await until(() => npm.printed.includes("Evaluated"));
            const pids = descendants(npm.child.pid ?? 0);
            npm.child.kill("SIGTERM");
            await until(() => !pids.some(isAlive)).finally(() => pids.filter(isAlive).forEach((pid) => process.kill(pid, "SIGKILL")));
            assert.match(npm.printed, /Stopping \.\.\.\n(?:  .*\n)*Stopped\.\n$/);
            assert.ok(!fs.existsSync(path.join(state, "run.lock")));
        });

        it("can be stopped while it starts", async () => {
            const one = run(...anyPorts);
            await until(() => one.printed.includes("Evaluated"));
            const pids = descendants(one.child.pid ?? 0);
            one.child.kill("SIGINT");
            assert.equal(await one.ended, 0);
            assert.match(one.printed, /Stopping.*\.\.\.\n(?:  .*\n)*Stopped\.\n$/);
            await until(() => !pids.some(isAlive));
            assert.ok(!fs.existsSync(path.join(state, "run.lock")));
        });

        it("prints what is wrong with the settings, and no stack trace", async () => {
            const one = run("--stack", "no-such-stack");
            assert.equal(await one.ended, 1);
            assert.match(one.printed, /^There is no stack no-such-stack/);
            assert.doesNotMatch(one.printed, /^\s+at /m);
        });

        // Whoever mistyped it would otherwise stop the other run, or start one in another folder, to hear of it then.
        it("tells of a stack that does not exist also while another run has the folder", async () => {
            fs.writeFileSync(path.join(state, "run.lock"), String(process.pid));
            const one = run("--stack", "no-such-stack");
            assert.equal(await one.ended, 1);
            assert.match(one.printed, /^There is no stack no-such-stack/);
        });

        // Whoever stopped the other run, or started one elsewhere, would hear of it only then.
        it("tells of what it cannot serve also while another run has the folder", async () => {
            fs.writeFileSync(path.join(state, "run.lock"), String(process.pid));
            const one = run("--after-schedule", "no-such-schedule");
            assert.equal(await one.ended, 2);
            assert.match(one.printed, /no-such-schedule/);
            assert.doesNotMatch(one.printed, /Another run/);
        });

        it("refuses an unknown option as a usage error", async () => {
            const one = run("--fast");
            assert.equal(await one.ended, 2);
            assert.match(one.printed, /Unknown option '--fast'/);
        });
    });
});
