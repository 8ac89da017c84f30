import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { isAlive, until } from "../tasks/support/fake-service";
import { adviceOfPip } from "../../../local/pip-failure";
import { PythonError, virtualEnvironment, type VirtualEnvironment } from "../../../local/python";

describe("virtual environments", function () {
    this.timeout(120_000);
    let made: string;
    let environment: VirtualEnvironment;
    /** The Python itself, whatever `python3` is. */
    let interpreter: string;
    let directory: string;
    let requirementsFile: string;
    before(async () => {
        made = fs.mkdtempSync(path.join(os.tmpdir(), "python-"));
        const nothing = path.join(made, "requirements.txt");
        fs.writeFileSync(nothing, "# nothing\n");
        environment = await virtualEnvironment({ name: "real", requirementsFile: nothing, directory: made, pip: "own" });
        const own = JSON.parse(ask("import json, sys, pip; print(json.dumps([sys._base_executable, pip.__path__[0]]))")) as [
            string,
            string,
        ];
        [interpreter] = own;
        // Most of it is pip: copies of the environment are to share it.
        fs.renameSync(own[1], path.join(made, "pip"));
        fs.symlinkSync(path.join(made, "pip"), own[1]);
    });
    after(() => fs.rmSync(made, { recursive: true }));
    beforeEach(() => {
        directory = fs.mkdtempSync(path.join(os.tmpdir(), "python-"));
        requirementsFile = path.join(directory, "requirements.txt");
        fs.writeFileSync(requirementsFile, "# nothing\n");
    });
    afterEach(() => fs.rmSync(directory, { recursive: true }));

    const ask = (script: string): string => execFileSync(environment.python, ["-c", script], { encoding: "utf8" });
    const make = (more = {}) =>
        virtualEnvironment({ name: "test", requirementsFile, directory: path.join(directory, "made"), pip: environment, ...more });
    /** A command that behaves as a broken or old Python does. */
    const fakePython = (script: string, name = "fake-python"): string => {
        const file = path.join(directory, name);
        fs.writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
        return file;
    };

    /** Python itself; only its venv module, which works for seconds each time, copies what it made once: with the times that its bytecode names. */
    const quickPython = (packages = ":"): string => {
        const copy = `cp -Rp "${path.dirname(environment.bin)}" "$3" && rm "$3"/installed "$3"/constraints.txt && cd "$3"/lib/*/site-packages && ${packages}`;
        return fakePython(`case "$2" in venv) ${copy};; *) exec "${interpreter}" "$@";; esac`);
    };

    /** Stands in for pip where the requirements name nothing: to start and read that takes the real one a second. Writes a line for each time. */
    const noPip = (then = ":"): VirtualEnvironment => ({
        python: fakePython(`echo "$@" >> "${pipCalls()}"; ${then}`, "pip"),
        bin: directory,
    });
    const pipCalls = (): string => path.join(directory, "pip-calls");

    it("are Python's own, with pip", () => {
        const script = "import sys, pip; print(sys.prefix, pip.__file__)";
        const [prefix = "", pip = ""] = ask(script).split(" ");
        assert.equal(fs.realpathSync(prefix), fs.realpathSync(path.dirname(environment.bin)));
        assert.ok(pip.startsWith(prefix));
    });

    it("have no pip where another one's installs into them", async () => {
        const { python } = await make();
        const script = "import importlib.util; print(importlib.util.find_spec('pip'))";
        assert.equal(execFileSync(python, ["-c", script], { encoding: "utf8" }), "None\n");
    });

    it("see the packages of the one they are based on", async () => {
        const python = quickPython();
        const base = await make({ python, pip: noPip() });
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
            const { bin } = await make({ python, bytecode, pip: noPip() });
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
        const options = { log, python: quickPython(), pip: noPip("sleep 1") };
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
        const options = { python: quickPython(), pip: noPip() };
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
        await assert.rejects(make({ python, pip: failing }), PythonError);
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

    it("ask about the network where pip had no answer, which then says the same of any package", () => {
        const output = [
            "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError'",
            "ERROR: No matching distribution found for six",
        ].join("\n");
        assert.equal(adviceOfPip("requirements.txt", output), "Is PyPI reachable? Then run the command again.");
    });

    it("check hashes where the requirements have them", async () => {
        fs.writeFileSync(requirementsFile, `six==1.17.0 --hash=sha256:${"0".repeat(64)}\nidna\n`);
        await assert.rejects(make({ python: quickPython() }), /hash/i);
    });

    describe("with uv", () => {
        /** An environment with both, which write down what they are asked. */
        const withUv = (then = ":"): VirtualEnvironment => {
            fakePython(`echo uv "$@" >> "${pipCalls()}"; ${then}`, "uv");
            return noPip();
        };
        const lock = (): void => fs.writeFileSync(requirementsFile, `six==1.17.0 --hash=sha256:${"0".repeat(64)}\n`);
        /** Without what is asked about how pip is set. */
        const calls = (): string[] =>
            fs
                .readFileSync(pipCalls(), "utf8")
                .trim()
                .split("\n")
                .filter((call) => !call.includes(" config "));

        it("get from it what is locked", async () => {
            lock();
            const { python } = await make({ python: quickPython(), pip: withUv() });
            const [call = "", ...more] = calls();
            assert.deepEqual(more, []);
            assert.match(call, /^uv pip install .*--require-hashes .*--constraints \S+ /);
            assert.ok(call.includes(` --python ${python} `) && call.endsWith(` ${requirementsFile}`), call);
        });

        it("get from it only what they do not see in the one they are based on", async () => {
            const python = quickPython();
            const base = await make({ python, pip: noPip() });
            lock();
            await make({ python, base, pip: withUv() });
            assert.match(calls().at(-1) ?? "", /^uv pip install .*--excludes \S+ /);
        });

        it("get what it cannot install from pip, whose words people know", async () => {
            lock();
            await make({ python: quickPython(), pip: withUv("exit 1") });
            assert.deepEqual(
                calls().map((call) => / install /.exec(call) && call.startsWith("uv")),
                [true, false],
            );
            assert.match(calls()[1] ?? "", /^-m pip .*--require-hashes/);
        });

        // The image's pip chooses among versions, and another chooser would choose others.
        it("get from pip what is not locked", async () => {
            fs.writeFileSync(requirementsFile, "six>=1\n");
            await make({ python: quickPython(), pip: withUv() });
            assert.deepEqual(
                calls().map((call) => call.startsWith("-m pip ")),
                [true],
            );
        });

        it("get all from pip where its index has no uv", async () => {
            const set = { PIP_NO_INDEX: "1", PIP_FIND_LINKS: directory };
            const before = Object.keys(set).map((name) => [name, process.env[name]] as const);
            Object.assign(process.env, set);
            try {
                await make({ python: quickPython(), pip: undefined });
            } finally {
                before.forEach(([name, value]) => (value === undefined ? delete process.env[name] : (process.env[name] = value)));
            }
            const names = fs.readdirSync(path.join(directory, "made")).map((name) => name.split("-")[0]);
            assert.deepEqual(names.sort(), ["pip", "test", "uv"]);
        });
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
        const python = fakePython(`case "$2" in venv) sleep 300 & echo $! > ${pid}; wait;; *) echo 3 12 1 /usr;; esac`);
        const lines: string[] = [];
        const log = (line: string): void => {
            lines.push(line);
            void until(() => fs.existsSync(pid) && fs.readFileSync(pid, "utf8") !== "").then(() => controller.abort());
        };
        await assert.rejects(make({ python, signal: controller.signal, log }), PythonError);
        const started = Number(fs.readFileSync(pid, "utf8"));
        await until(() => !isAlive(started));
        assert.match(lines[1] ?? "", /^The Python packages of \S+ are not all installed: the next command begins anew with them\.$/);
    });
});
