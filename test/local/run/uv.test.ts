import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { root } from "../../../harness/project-copy";
import { PythonError, type VirtualEnvironment } from "../../../local/python";
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

    describe("itself", () => {
        const locks = fs.readFileSync(path.join(root, "test/aws-api/requirements.txt"), "utf8");
        /** What a lock of ours says of a small package. */
        const lockOf = (name: string): string => new RegExp(String.raw`^${name}==.*\n(?: +--hash=.*\n)+`, "m").exec(locks)![0];
        /** Who installed what an environment holds. */
        const installersIn = ({ bin }: VirtualEnvironment): string[] => {
            const library = path.join(bin, "..", "lib");
            const files = fs.readdirSync(library, { recursive: true, encoding: "utf8" });
            const names = files.filter((file) => path.basename(file) === "INSTALLER");
            return names.map((file) => fs.readFileSync(path.join(library, file), "utf8"));
        };

        it("installs what is locked, beside what is there already", async () => {
            const second = path.join(directory, "second.txt");
            fs.writeFileSync(requirementsFile, lockOf("six"));
            fs.writeFileSync(second, lockOf("six") + lockOf("iniconfig"));
            const made = await make({ requirementsFile: [requirementsFile, second] });
            assert.deepEqual(installersIn(made), ["uv", "uv"]);
        });

        it("installs no file that has another hash", async () => {
            fs.writeFileSync(requirementsFile, lockOf("six").replace(/sha256:\w+/g, `sha256:${"0".repeat(64)}`));
            const lines: string[] = [];
            const made = make({ log: (line: string) => lines.push(line) });
            await assert.rejects(made, (error) => error instanceof PythonError && /hash/i.test(error.message));
            assert.match(lines.at(-1) ?? "", /^uv failed at the Python packages of \S+requirements\.txt: pip begins anew/);
        });

        it("heeds nothing that would have it install elsewhere, or less", async () => {
            const elsewhere = path.join(directory, "elsewhere");
            const [configuration, overrides] = [path.join(directory, "uv.toml"), path.join(directory, "overrides.txt")];
            fs.writeFileSync(configuration, `[pip]\ntarget = "${elsewhere}"\n`);
            fs.writeFileSync(overrides, "six ; python_version<'3'\n");
            fs.writeFileSync(requirementsFile, lockOf("six"));
            const made = await withVariables({ UV_CONFIG_FILE: configuration, UV_OVERRIDE: overrides }, async () => make());
            assert.deepEqual(installersIn(made), ["uv"]);
            assert.ok(!fs.existsSync(elsewhere));
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

        // What it leaves looks whole to pip, which would call it installed.
        it("nothing where it fails: pip begins anew, whose words people know", async () => {
            lock();
            // Leaves a file in the folder of the Python that it is told to install for.
            const begin = 'for word; do test "$before" = --python && touch "$(dirname "$word")"/../begun; before=$word; done';
            const { bin } = await make({ python: quickPython(), installer: withUv(`${begin}; exit 1`) });
            assert.deepEqual(called(), ["uv", "-m"]);
            assert.match(calls()[1] ?? "", /^-m pip .*--require-hashes/);
            assert.ok(!fs.existsSync(path.join(bin, "..", "begun")));
        });

        it("nothing where pip is told what only pip knows", async () => {
            lock();
            const { bin } = withUv();
            const installer = { ...noPip('case "$*" in *config*) echo "global.only-binary=\':all:\'"; esac'), bin };
            await make({ python: quickPython(), installer });
            assert.deepEqual(called(), ["-m"]);
        });

        describe("where a version is there already", () => {
            const install = async (lock: string): Promise<void> => {
                const metadata = String.raw`Metadata-Version: 2.1\nName: Six\nVersion: 1.16.0\n`;
                const python = quickPython(`mkdir Six-1.16.0.dist-info && printf '${metadata}' > Six-1.16.0.dist-info/METADATA`);
                const base = await make({ python, installer: noPip() });
                fs.rmSync(pipCalls());
                fs.writeFileSync(requirementsFile, lock);
                await make({ python, base, installer: withUv() });
            };
            const hash = `--hash=sha256:${"0".repeat(64)}`;

            it("what has that for this machine, and another for others", async () => {
                await install(`six==1.17.0 ; python_version < "3" ${hash}\nsix==1.16.0 ; python_version >= "3" ${hash}\n`);
                assert.deepEqual(called(), ["uv"]);
            });

            it("nothing that has another: pip says so", async () => {
                await install(`six==1.17.0 ${hash}\n`);
                assert.deepEqual(called(), ["-m"]);
            });
        });

        // The image's pip chooses among versions, and another chooser would choose others.
        it("nothing that is not locked", async () => {
            fs.writeFileSync(requirementsFile, "six>=1\n");
            await make({ python: quickPython(), installer: withUv() });
            assert.deepEqual(called(), ["-m"]);
        });

        it("nothing where pip's index has no uv, which is asked for once", async () => {
            await withVariables({ PIP_NO_INDEX: "1", PIP_FIND_LINKS: directory }, async () => {
                const pip = pythons.ask("import pip; print(pip.__path__[0], end='')");
                const python = quickPython(`ln -s "${pip}" pip`);
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
