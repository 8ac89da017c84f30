import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { PythonError, virtualEnvironment } from "../../../local/python";

describe("virtual environments", () => {
    let directory: string;
    let requirementsFile: string;
    beforeEach(() => {
        directory = fs.mkdtempSync(path.join(os.tmpdir(), "python-"));
        requirementsFile = path.join(directory, "requirements.txt");
        fs.writeFileSync(requirementsFile, "# nothing\n");
    });
    afterEach(() => fs.rmSync(directory, { recursive: true }));

    const make = (more = {}) => virtualEnvironment({ name: "test", requirementsFile, directory: path.join(directory, "made"), ...more });
    /** A command that behaves as a broken or old Python does. */
    const fakePython = (script: string): string => {
        const file = path.join(directory, "fake-python");
        fs.writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
        return file;
    };

    it("are made once for each content of the requirements, also by two at the same time", async () => {
        const lines: string[] = [];
        const log = (line: string): void => void lines.push(line);
        const [first, second] = await Promise.all([make({ log }), make({ log })]);
        assert.deepEqual(first, second);
        assert.equal(lines.length, 1);
        assert.match(lines[0] ?? "", /Installing the Python packages of .*requirements\.txt/);
        assert.ok(execFileSync(first.python, ["-c", "import sys; print(sys.prefix)"], { encoding: "utf8" }).includes("made/test-"));
        fs.writeFileSync(requirementsFile, "# changed\n");
        assert.notEqual((await make({ log })).python, first.python);
        assert.equal(lines.length, 2);
    });

    it("take several files at once", async () => {
        const second = path.join(directory, "more.txt");
        fs.writeFileSync(second, "./no-such-package\n");
        await assert.rejects(make({ requirementsFile: [requirementsFile, second] }), /no-such-package/);
    });

    it("are made anew when an installation was interrupted", async () => {
        const { python, bin } = await make();
        fs.rmSync(path.join(bin, "..", "installed"));
        fs.writeFileSync(python.replace(/python$/, "half-done"), "");
        const again = await make();
        assert.equal(again.python, python);
        assert.ok(!fs.existsSync(path.join(bin, "half-done")));
    });

    it("fail with pip's words, and do not pass for made afterwards", async () => {
        fs.writeFileSync(requirementsFile, "./no-such-package\n");
        await assert.rejects(
            make(),
            (error) => error instanceof PythonError && /pip cannot install[\s\S]*no-such-package/.test(error.message),
        );
        await assert.rejects(make(), PythonError);
    });

    it("check hashes where the requirements have them", async () => {
        fs.writeFileSync(requirementsFile, `six==1.17.0 --hash=sha256:${"0".repeat(64)}\nidna\n`);
        await assert.rejects(make(), /hash/i);
    });

    it("need a Python", async () => {
        await assert.rejects(make({ python: path.join(directory, "none") }), /needs Python 3\.11 or later, and none was found/);
    });

    it("need a Python that is new enough", async () => {
        await assert.rejects(make({ python: fakePython("echo 3 10 4 /usr") }), /fake-python is 3\.10/);
    });

    it("name Debian's package when the venv module is missing", async () => {
        const python = fakePython('case "$2" in venv) echo "ensurepip is not available" >&2; exit 1;; *) echo 3 12 1 /usr;; esac');
        await assert.rejects(make({ python }), /ensurepip is not available[\s\S]*apt install python3-venv/);
    });

    it("are given up when the run is ended", async () => {
        const controller = new AbortController();
        const python = fakePython('case "$2" in venv) sleep 300;; *) echo 3 12 1 /usr;; esac');
        const made = make({ python, signal: controller.signal, log: () => setTimeout(() => controller.abort(), 50) });
        await assert.rejects(made, PythonError);
    });
});
