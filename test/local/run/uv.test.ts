import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { root } from "../../../harness/project-copy";
import { virtualEnvironment, type VirtualEnvironment } from "../../../local/python";
import { installWithUv, variablesOf } from "../../../local/uv";
import { fakePythons, makeIn } from "./support/fake-pythons";

describe("uv", function () {
    this.timeout(120_000);

    it("is told of packages and the way to them what pip is told", () => {
        const list = [
            "global.cert='/etc/ssl/ours.pem'",
            "global.index-url='https://ada:secret@pypi.example.com/simple'",
            String.raw`global.extra-index-url='\nhttps://one.example.com/simple\nhttps://two.example.com/simple'`,
            "global.find-links='/wheels /more'",
            'global.proxy="http://o\'brien@proxy.example.com:3128"',
            "global.disable-pip-version-check='1'",
        ];
        assert.deepEqual(variablesOf(`${list.join("\n")}\n`), {
            SSL_CERT_FILE: "/etc/ssl/ours.pem",
            UV_DEFAULT_INDEX: "https://ada:secret@pypi.example.com/simple",
            UV_INDEX: "https://one.example.com/simple https://two.example.com/simple",
            UV_FIND_LINKS: "/wheels,/more",
            HTTP_PROXY: "http://o'brien@proxy.example.com:3128",
            HTTPS_PROXY: "http://o'brien@proxy.example.com:3128",
        });
    });

    it("is told it in pip's order: the environment, then what is set for installing, then for all, and nothing of other commands", () => {
        const index = (section: string): string => `${section}.index-url='https://${section.replaceAll(":", "")}.example.com'\n`;
        const [all, install, environment, other] = ["global", "install", ":env:", "download"].map(index) as [
            string,
            string,
            string,
            string,
        ];
        assert.deepEqual(variablesOf(environment + all + install + other), { UV_DEFAULT_INDEX: "https://env.example.com" });
        assert.deepEqual(variablesOf(install + all + other), { UV_DEFAULT_INDEX: "https://install.example.com" });
        assert.deepEqual(variablesOf(other), {});
    });

    describe("itself", () => {
        let directory: string;
        let installer: VirtualEnvironment;
        before(async () => {
            directory = fs.mkdtempSync(path.join(os.tmpdir(), "uv-"));
            const requirementsFile = path.join(root, "local/uv.txt");
            installer = await virtualEnvironment({ name: "uv", requirementsFile, directory: path.join(root, ".local/python"), pip: "own" });
        });
        after(() => fs.rmSync(directory, { recursive: true }));

        /** Makes an environment with what a locked file asks for. */
        async function install(hash: string): Promise<{ done: boolean; found: string }> {
            const made = path.join(directory, hash.slice(0, 8));
            execFileSync("python3", ["-m", "venv", "--without-pip", made]);
            const [python, constraints] = [path.join(made, "bin/python"), path.join(made, "constraints.txt")];
            const requirementsFile = path.join(made, "requirements.txt");
            fs.writeFileSync(constraints, "");
            fs.writeFileSync(requirementsFile, `six==1.17.0 --hash=sha256:${hash}\n`);
            const { python: pip, bin } = installer;
            const done = await installWithUv({ pip, uv: path.join(bin, "uv"), python, requirementsFile, constraints, isBased: false });
            return {
                done,
                found: execFileSync(python, ["-c", "import importlib.util as u; print(u.find_spec('six') is not None)"], {
                    encoding: "utf8",
                }),
            };
        }

        it("installs what is locked, with no file that has another hash", async () => {
            const right = "4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274";
            assert.deepEqual(await install(right), { done: true, found: "True\n" });
            assert.deepEqual(await install("0".repeat(64)), { done: false, found: "False\n" });
        });
    });

    describe("where it is, virtual environments", () => {
        const pythons = fakePythons();
        const { fakePython, quickPython, noPip, pipCalls } = pythons;
        let directory: string;
        let requirementsFile: string;
        beforeEach(() => ({ directory, requirementsFile } = pythons.folder));
        const make = (more = {}): Promise<VirtualEnvironment> => makeIn(pythons, more);

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
            await withVariables({ PIP_NO_INDEX: "1", PIP_FIND_LINKS: directory }, () => make({ python: quickPython(), pip: undefined }));
            const names = fs.readdirSync(path.join(directory, "made")).map((name) => name.split("-")[0]);
            assert.deepEqual(names.sort(), ["pip", "test", "uv"]);
        });
    });
});

/** Does something with other variables in this process's environment. */
async function withVariables(variables: Readonly<Record<string, string>>, run: () => Promise<unknown>): Promise<void> {
    const before = { ...process.env };
    Object.assign(process.env, variables);
    try {
        await run();
    } finally {
        process.env = before;
    }
}
