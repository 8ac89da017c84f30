import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { cleanup, StoppedError } from "../../../local/cleanup";
import { LockedError, takeLock } from "../../../local/lock";
import { startPublicKeys } from "../../../local/public-keys";
import { runFolder, takeRunFolder } from "../../../local/run-folder";

describe("lock", () => {
    let directory: string;
    beforeEach(() => (directory = fs.mkdtempSync(path.join(os.tmpdir(), "lock-"))));
    afterEach(() => fs.rmSync(directory, { recursive: true }));

    it("is held by one process at a time, until it gives it back", () => {
        const file = path.join(directory, "new", "run.lock");
        const release = takeLock(file);
        assert.throws(
            () => takeLock(file),
            (error) => error instanceof LockedError && error.pid === process.pid,
        );
        release();
        takeLock(file)();
        assert.ok(!fs.existsSync(file));
    });

    it("of a process that is gone, or that says nothing, is taken over", () => {
        const file = path.join(directory, "run.lock");
        const { pid } = spawnSync(process.execPath, ["-e", ""]);
        for (const content of [String(pid), "", "nonsense"]) {
            fs.writeFileSync(file, content);
            takeLock(file)();
        }
    });

    it("comes with a clean folder: no outputs, logs or homes of the last run, but its certificate authority", () => {
        const folder = runFolder(directory, "state");
        for (const file of [
            folder.outputs,
            path.join(folder.logs, "a.log"),
            path.join(folder.homes, "b"),
            path.join(folder.authority, "ca.pem"),
        ]) {
            fs.mkdirSync(path.dirname(file), { recursive: true });
            fs.writeFileSync(file, "old");
        }
        const release = takeRunFolder(folder);
        assert.ok(!fs.existsSync(folder.outputs));
        assert.deepEqual([...fs.readdirSync(folder.logs), ...fs.readdirSync(folder.homes)], []);
        assert.ok(fs.existsSync(path.join(folder.authority, "ca.pem")));
        fs.writeFileSync(folder.outputs, "new");
        release();
        assert.ok(!fs.existsSync(folder.outputs));
    });
});

describe("the run's folder", () => {
    let directory: string;
    beforeEach(() => (directory = fs.mkdtempSync(path.join(os.tmpdir(), "run-folder-"))));
    afterEach(() => fs.rmSync(directory, { recursive: true }));

    /** A folder that a run has left. */
    function used(): ReturnType<typeof runFolder> {
        const folder = runFolder(directory, "state");
        takeRunFolder(folder)();
        fs.mkdirSync(folder.authority, { mode: 0o700 });
        fs.writeFileSync(path.join(folder.authority, "ca.pem"), "");
        return folder;
    }

    it("is used again where it is the user's alone", () => {
        takeRunFolder(used())();
    });

    for (const part of ["state", "state/ca"]) {
        for (const mode of [0o770, 0o702, 0o1777]) {
            it(`is refused where others may write to ${part} (mode ${mode.toString(8)})`, () => {
                const folder = used();
                const file = path.join(directory, part);
                fs.chmodSync(file, mode);
                assert.throws(() => takeRunFolder(folder), {
                    message: new RegExp(`Other users may write to ${file}\\. .* chmod go-w ${file}$`),
                });
                fs.chmodSync(file, 0o755);
                takeRunFolder(folder)();
            });
        }
    }

    it("is refused where it is another user's", () => {
        const folder = used();
        assert.throws(() => takeRunFolder(folder, process.getuid!() + 1), /state belongs to another user\. .*--state FOLDER$/);
        assert.ok(!fs.existsSync(folder.lock));
    });

    it("is refused where the authority in it is another user's", function () {
        if (process.getuid!() !== 0) {
            this.skip(); // Only root gives files away.
        }
        const folder = used();
        fs.chownSync(path.join(folder.authority, "ca.pem"), 1, 1);
        assert.throws(() => takeRunFolder(folder), /ca\.pem belongs to another user/);
    });
});

describe("cleanup", () => {
    it("undoes in the opposite order, once, and goes on after a failure", async () => {
        const undone: number[] = [];
        const undo = cleanup();
        undo.add(() => undone.push(1));
        undo.add(() => Promise.reject(new Error("second")));
        undo.add(async () => {
            await new Promise((resolve) => setTimeout(resolve, 10));
            undone.push(3);
        });
        await assert.rejects(undo.close(), /second/);
        await assert.rejects(undo.close(), /second/);
        assert.deepEqual(undone, [3, 1]);
    });

    it("undoes at once what comes too late, and stops whoever brought it", async () => {
        const undo = cleanup();
        await undo.close();
        let undone = false;
        assert.throws(() => undo.add(() => (undone = true)), StoppedError);
        await undo.close();
        assert.ok(undone);
    });
});

describe("public keys endpoint", () => {
    it("serves a known key by its id, and nothing else", async () => {
        const endpoint = await startPublicKeys((id) => (id === "known" ? "PEM" : undefined));
        const known = await fetch(`${endpoint.url}/known`);
        assert.equal(await known.text(), "PEM");
        assert.equal(new URL(endpoint.url).hostname, "127.0.0.1");
        assert.equal((await fetch(`${endpoint.url}/unknown`)).status, 404);
        assert.equal((await fetch(`${endpoint.url}/`)).status, 404);
        assert.equal((await fetch(`${endpoint.url}/known`, { method: "POST" })).status, 404);
        await endpoint.close();
        await assert.rejects(fetch(`${endpoint.url}/known`));
    });
});
