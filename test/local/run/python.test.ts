import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { isAlive, until } from "../../../harness/processes";
import { adviceOfPip, lastLines } from "../../../local/pip-failure";
import { PythonError, type VirtualEnvironment } from "../../../local/python";
import { fakePythons, makeIn } from "./support/fake-pythons";

describe("virtual environments", function () {
    this.timeout(120_000);
    const pythons = fakePythons();
    const { ask, fakePython, quickPython, noPip, pipCalls } = pythons;
    let directory: string;
    let requirementsFile: string;
    beforeEach(() => ({ directory, requirementsFile } = pythons.folder));

    const make = (more = {}): Promise<VirtualEnvironment> => makeIn(pythons, more);

    it("are Python's own, with pip", () => {
        const script = "import sys, pip; print(sys.prefix, pip.__file__)";
        const [prefix = "", pip = ""] = ask(script).split(" ");
        assert.equal(fs.realpathSync(prefix), fs.realpathSync(path.dirname(pythons.installer.bin)));
        assert.ok(pip.startsWith(prefix));
    });

    it("have no pip where another one's installs into them", async () => {
        const { python } = await make();
        const script = "import importlib.util; print(importlib.util.find_spec('pip'))";
        assert.equal(execFileSync(python, ["-c", script], { encoding: "utf8" }), "None\n");
    });

    it("see the packages of the one they are based on", async () => {
        const python = quickPython();
        const base = await make({ python, installer: noPip() });
        const script = "import sysconfig; print(sysconfig.get_path('purelib'), end='')";
        const folder = execFileSync(base.python, ["-c", script], { encoding: "utf8" });
        fs.writeFileSync(path.join(folder, "ours.py"), "answer = 42\n");
        const based = await make({ python, base });
        assert.notEqual(based.python, base.python);
        assert.equal(execFileSync(based.python, ["-c", "import ours; print(ours.answer)"], { encoding: "utf8" }), "42\n");
    });

    it("hold bytecode at once where it is asked for, as for a command that writes none", async () => {
        const python = quickPython("mkdir -p ours/tests && touch ours/__init__.py ours/tests/__init__.py");
        const compiled = async (bytecode: boolean): Promise<string[]> => {
            const { bin } = await make({ python, bytecode, installer: noPip() });
            const files = fs.readdirSync(path.dirname(bin), { recursive: true, encoding: "utf8" });
            return files.filter((file) => /^lib\/.*\/ours\/.*\.pyc$/.test(file)).map((file) => path.basename(file).split(".")[0] ?? "");
        };
        assert.deepEqual(await compiled(true), ["__init__"], "and not of its tests");
        assert.deepEqual(await compiled(false), []);
    });

    it("are made once for each content of the requirements, also by two at the same time", async () => {
        const lines: string[] = [];
        const log = (line: string): void => void lines.push(line);
        // Long enough for the second to come while the first is at it.
        const options = { log, python: quickPython(), installer: noPip("sleep 1") };
        const installations = (): number => fs.readFileSync(pipCalls(), "utf8").trim().split("\n").length;
        const [first, second] = await Promise.all([make(options), make(options)]);
        assert.deepEqual(first, second);
        assert.deepEqual([lines.length, installations()], [1, 1]);
        assert.match(lines[0] ?? "", /Installing the Python packages of .*requirements\.txt/);
        assert.ok(execFileSync(first.python, ["-c", "import sys; print(sys.prefix)"], { encoding: "utf8" }).includes("made/test-"));
        fs.writeFileSync(requirementsFile, "# changed\n");
        assert.notEqual((await make(options)).python, first.python);
        assert.deepEqual([lines.length, installations()], [2, 2]);
    });

    it("are made anew when an installation was interrupted", async () => {
        const options = { python: quickPython(), installer: noPip() };
        const { python, bin } = await make(options);
        fs.rmSync(path.join(bin, "..", "installed"));
        fs.writeFileSync(python.replace(/python$/, "half-done"), "");
        const again = await make(options);
        assert.equal(again.python, python);
        assert.ok(!fs.existsSync(path.join(bin, "half-done")));
    });

    it("fail with pip's words, and do not pass for made afterwards", async () => {
        const python = quickPython();
        fs.writeFileSync(requirementsFile, "./no-such-package\n");
        await assert.rejects(
            make({ python }),
            (error) => error instanceof PythonError && /pip cannot install[\s\S]*no-such-package/.test(error.message),
        );
        const failing = { python: fakePython("exit 1", "pip"), bin: directory };
        await assert.rejects(make({ python, installer: failing }), PythonError);
    });

    // The network is not at fault, and the same command would fail the same way.
    it("say of a package that does not exist that its name or version is to be corrected", async () => {
        // Looks in an empty folder only, as pip does at PyPI.
        fs.writeFileSync(requirementsFile, `--no-index\n--find-links ${directory}\nno-such-package==1.0\n`);
        await assert.rejects(make({ python: quickPython() }), (error: Error) => {
            assert.match(
                error.message,
                /There is no no-such-package==1\.0 for this Python: correct its name or version in \S+requirements\.txt, /,
            );
            assert.doesNotMatch(error.message, /PyPI/);
            return true;
        });
    });

    it("do not bury that below the list of all versions that there are", () => {
        const output = `ERROR: Could not find a version (from versions: ${"1.0, ".repeat(500)})\nERROR: No matching distribution found for six==99`;
        const [versions = "", last] = lastLines(output).split("\n");
        assert.ok(versions.length < 500);
        assert.equal(last, "ERROR: No matching distribution found for six==99");
    });

    it("ask about the network where pip had no answer, which then says the same of any package", () => {
        const output = [
            "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError'",
            "ERROR: No matching distribution found for six",
        ].join("\n");
        assert.equal(adviceOfPip("requirements.txt", output), "Is PyPI reachable? Then run the command again.");
    });

    it("say what to correct where a line is no requirement", () => {
        const output = "ERROR: Invalid requirement: 'streamlit=1.67': Expected end or semicolon (from line 1 of requirements.txt)";
        assert.equal(adviceOfPip("my/requirements.txt", output), "Correct that line of my/requirements.txt, and run the command again.");
    });

    it("check hashes where the requirements have them", async () => {
        fs.writeFileSync(requirementsFile, `six==1.17.0 --hash=sha256:${"0".repeat(64)}\nidna\n`);
        await assert.rejects(make({ python: quickPython() }), /hash/i);
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

    // pip installs in a process of its own, which would go on writing where the next run installs.
    it("are given up when the run is ended, with all that was started for them", async () => {
        const controller = new AbortController();
        const pid = path.join(directory, "pid");
        const python = fakePython(`case "$2" in venv) touch $TMPDIR/left; sleep 300 & echo $! > ${pid}; wait;; *) echo 3 12 1 /usr;; esac`);
        const lines: string[] = [];
        const log = (line: string): void => {
            lines.push(line);
            void until(() => fs.existsSync(pid) && fs.readFileSync(pid, "utf8") !== "").then(() => controller.abort());
        };
        await assert.rejects(make({ python, signal: controller.signal, log }), PythonError);
        const started = Number(fs.readFileSync(pid, "utf8"));
        await until(() => !isAlive(started));
        const left = fs.readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((file) => path.basename(file) === "left");
        assert.deepEqual(left, [], "temporary files, which were the environment's own");
        assert.match(lines[1] ?? "", /^The Python packages of \S+ are not all installed: the next command begins anew with them\.$/);
    });
});
