import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { root } from "../../../harness/project-copy";
import { PythonError, sharedInstaller, type VirtualEnvironment } from "../../../local/python";
import { uvVariables } from "../../../local/uv";
import { withVariables } from "../../support/with-variables";
import { fakePythons, makeIn } from "./support/fake-pythons";

describe("uv", function () {
    this.timeout(120_000);
    const pythons = fakePythons();
    const { fakePython, quickPython, noPip, pipCalls } = pythons;
    let directory: string;
    let requirementsFile: string;
    beforeEach(() => ({ directory, requirementsFile } = pythons.folder));
    const make = (more = {}): Promise<VirtualEnvironment> => makeIn(pythons, more);

    describe("is told what pip is", () => {
        it("of packages and the way to them", () => {
            const list = [
                "global.cert='/etc/ssl/ours.pem'",
                "global.index-url='https://ada:secret@pypi.example.com/simple'",
                String.raw`global.extra-index-url='\nhttps://one.example.com/simple\nhttps://two.example.com/simple'`,
                "global.find-links='/wheels /more'",
                String.raw`global.client-cert='C:\\new\\client.pem'`,
                'global.proxy="http://o\'brien@proxy.example.com:3128"',
                "global.disable-pip-version-check='1'",
            ];
            assert.deepEqual(uvVariables(`${list.join("\n")}\n`, {}), {
                UV_SYSTEM_CERTS: "true",
                SSL_CERT_FILE: "/etc/ssl/ours.pem",
                UV_DEFAULT_INDEX: "https://ada:secret@pypi.example.com/simple",
                UV_INDEX: "https://one.example.com/simple https://two.example.com/simple",
                UV_FIND_LINKS: "/wheels,/more",
                SSL_CLIENT_CERT: String.raw`C:\new\client.pem`,
                HTTP_PROXY: "http://o'brien@proxy.example.com:3128",
                HTTPS_PROXY: "http://o'brien@proxy.example.com:3128",
            });
        });

        it("in pip's order: the environment, then what is set for installing, then for all, and nothing of other commands", () => {
            const index = (section: string): string => `${section}.index-url='https://${section.replaceAll(":", "")}.example.com'\n`;
            const indexOf = (list: string): string | undefined => uvVariables(list, {})["UV_DEFAULT_INDEX"];
            const [all, install, environment, other] = [index("global"), index("install"), index(":env:"), index("download")];
            assert.equal(indexOf(environment + all + install + other), "https://env.example.com");
            assert.equal(indexOf(install + all + other), "https://install.example.com");
            assert.equal(indexOf(other), undefined);
        });

        it("but for what it is told itself, by its own variables", () => {
            const list = "global.index-url='https://pip.example.com'\nglobal.proxy='http://pip.example.com'\n";
            const told = uvVariables(list, { UV_DEFAULT_INDEX: "https://uv.example.com", HTTP_PROXY: "http://other.example.com" });
            assert.deepEqual([told["UV_DEFAULT_INDEX"], told["HTTP_PROXY"]], [undefined, "http://pip.example.com"]);
        });
    });

    describe("itself", () => {
        const locks = fs.readFileSync(path.join(root, "test/aws-api/requirements.txt"), "utf8");
        /** What a lock of ours says of a small package. */
        const lockOf = (name: string): string => new RegExp(String.raw`^${name}==.*\n(?: +--hash=.*\n)+`, "m").exec(locks)![0];
        const real = (): Promise<VirtualEnvironment> => sharedInstaller({ directory: path.join(root, ".local/python") });

        it("installs what is locked, beside what is there already", async () => {
            const second = path.join(directory, "second.txt");
            fs.writeFileSync(requirementsFile, lockOf("six"));
            fs.writeFileSync(second, lockOf("six") + lockOf("iniconfig"));
            const { bin } = await make({ requirementsFile: [requirementsFile, second], installer: await real() });
            const files = fs.readdirSync(path.dirname(bin), { recursive: true, encoding: "utf8" });
            const installers = files.filter((file) => file.startsWith("lib/") && path.basename(file) === "INSTALLER");
            assert.deepEqual(
                installers.map((file) => fs.readFileSync(path.join(bin, "..", file), "utf8")),
                ["uv", "uv"],
            );
        });

        it("installs no file that has another hash", async () => {
            fs.writeFileSync(requirementsFile, lockOf("six").replace(/sha256:\w+/g, `sha256:${"0".repeat(64)}`));
            const lines: string[] = [];
            const made = make({ installer: await real(), log: (line: string) => lines.push(line) });
            await assert.rejects(made, (error) => error instanceof PythonError && /hash/i.test(error.message));
            assert.match(lines.at(-1) ?? "", /^uv cannot install \S+requirements\.txt; pip tries, .*\n[\s\S]*hash/i);
        });
    });

    describe("gets from virtual environments", () => {
        /** An environment with both, which write down what they are asked. */
        const withUv = (then = ":"): VirtualEnvironment => {
            fakePython(`echo uv "$@" >> "${pipCalls()}"; ${then}`, "uv");
            return noPip();
        };
        const lock = (): void => fs.writeFileSync(requirementsFile, `six==1.17.0 --hash=sha256:${"0".repeat(64)}\n`);
        /** Without what is asked about how pip is set. */
        const calls = (): string[] => {
            const all = fs.readFileSync(pipCalls(), "utf8").trim().split("\n");
            return all.filter((call) => !call.includes(" config "));
        };
        const called = (): (string | undefined)[] => calls().map((call) => call.split(" ")[0]);

        it("what is locked", async () => {
            lock();
            const { python } = await make({ python: quickPython(), installer: withUv() });
            const [call = "", ...more] = calls();
            assert.deepEqual(more, []);
            assert.match(call, /^uv pip install .*--no-config --require-hashes .*--excludes \S+ /);
            assert.ok(call.includes(` --python ${python} `) && call.endsWith(` ${requirementsFile}`), call);
        });

        it("nothing where it fails: pip does, whose words people know", async () => {
            lock();
            await make({ python: quickPython(), installer: withUv("exit 1") });
            assert.deepEqual(called(), ["uv", "-m"]);
            assert.match(calls()[1] ?? "", /^-m pip .*--require-hashes/);
        });

        it("nothing where another version is there already: pip says so", async () => {
            const metadata = String.raw`Metadata-Version: 2.1\nName: Six\nVersion: 1.16.0\n`;
            const python = quickPython(`mkdir Six-1.16.0.dist-info && printf '${metadata}' > Six-1.16.0.dist-info/METADATA`);
            const base = await make({ python, installer: noPip() });
            fs.rmSync(pipCalls());
            lock();
            await make({ python, base, installer: withUv() });
            assert.deepEqual(called(), ["-m"]);
        });

        // The image's pip chooses among versions, and another chooser would choose others.
        it("nothing that is not locked", async () => {
            fs.writeFileSync(requirementsFile, "six>=1\n");
            await make({ python: quickPython(), installer: withUv() });
            assert.deepEqual(called(), ["-m"]);
        });

        it("nothing where pip's index has no uv, which is asked for once", async () => {
            await withVariables({ PIP_NO_INDEX: "1", PIP_FIND_LINKS: directory }, async () => {
                const python = quickPython();
                await make({ python, installer: undefined });
                const [installer = ""] = fs.readdirSync(path.join(directory, "made")).filter((name) => name.startsWith("installer-"));
                const { mtimeMs } = fs.statSync(path.join(directory, "made", installer, "installed"));
                fs.writeFileSync(requirementsFile, "# another\n");
                await make({ python, installer: undefined });
                assert.equal(fs.statSync(path.join(directory, "made", installer, "installed")).mtimeMs, mtimeMs);
            });
        });
    });
});
