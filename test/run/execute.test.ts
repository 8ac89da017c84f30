import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { isAlive, until } from "../../harness/processes";
import { endAll, execute } from "./execute";

describe("running a step's command", () => {
    let folder: string;
    beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "execute-"))));
    afterEach(() => fs.rmSync(folder, { recursive: true }));

    /** A command that starts another one, writes its process id down and waits for it. */
    const waiting = (): readonly string[] => ["sh", "-c", `sleep 300 & echo $! > ${folder}/new && mv ${folder}/new ${folder}/pid; wait`];
    const started = async (): Promise<number> => {
        await until(() => fs.existsSync(path.join(folder, "pid")));
        return Number(fs.readFileSync(path.join(folder, "pid"), "utf8"));
    };

    it("keeps what it prints, and whether it succeeded", async () => {
        const { output, succeeded } = await execute({ command: ["sh", "-c", "echo out; echo err >&2"], limit: 60 });
        assert.ok(succeeded);
        assert.deepEqual(output.trim().split("\n").sort(), ["err", "out"]);
        assert.equal((await execute({ command: ["sh", "-c", "exit 3"], limit: 60 })).succeeded, false);
        await assert.rejects(execute({ command: ["no-such-command"], limit: 60 }), /ENOENT/);
    });

    it("gives it up when it takes too long, with all that it started", async () => {
        const ended = await execute({ command: waiting(), limit: 1 });
        assert.deepEqual([ended.succeeded, ended.late], [false, true]);
        const pid = await started();
        await until(() => !isAlive(pid));
    });

    it("ends every one, with all that it started, and waits for that", async () => {
        const ended = execute({ command: waiting(), limit: 600 });
        const pid = await started();
        await endAll("SIGTERM");
        assert.equal((await ended).succeeded, false);
        await until(() => !isAlive(pid));
        await endAll("SIGTERM");
    });
});
