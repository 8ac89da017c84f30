import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { repository } from "../unit/support/declare";

// Every program and test loads its packages so: what runs must be what the package's file says, whatever was kept of it.
describe("loading packages", () => {
    let folder: string;
    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "packages-"));
        fs.mkdirSync(path.join(folder, "scripts"));
        for (const name of [path.basename(hook), "kept.cjs", "require-of.cjs"]) {
            fs.copyFileSync(path.join(path.dirname(hook), name), path.join(folder, "scripts", name));
        }
    });
    afterEach(() => fs.rmSync(folder, { recursive: true }));
    const hook = path.join(repository, "scripts/compiled-packages.cjs");
    const cache = (): string => path.join(folder, "node_modules/.cache/compiled-packages");
    /** Every file that is kept, with its content. */
    const kept = (): Map<string, string> => {
        const files = fs.readdirSync(cache(), { recursive: true, encoding: "utf8" }).map((name) => path.join(cache(), name));
        return new Map(files.filter((file) => fs.statSync(file).isFile()).map((file) => [file, fs.readFileSync(file, "base64")]));
    };

    /** Puts a file of a package in its place, always with the same times. */
    function write(name: string, text: string): void {
        const file = path.join(folder, "node_modules/package", name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, text);
        fs.utimesSync(file, 1e9, 1e9);
    }

    /** Runs a program that has the package. */
    function run(program: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
        fs.writeFileSync(path.join(folder, "program.js"), program);
        const hooked = ["-r", path.join(folder, "scripts", path.basename(hook))];
        return spawnSync(process.execPath, [...hooked, path.join(folder, "program.js")], { encoding: "utf8" });
    }
    const print = "console.log(require('package'));";

    it("runs what a file says now, kept or not, though neither its length nor its times changed", () => {
        for (const text of ["one", "one", "two", "one"]) {
            write("index.js", `module.exports = "${text}";`);
            assert.equal(run(print).stdout, `${text}\n`);
        }
    });

    it("keeps what was compiled, and takes it", () => {
        write("index.js", "exports.answer = () => 42;");
        assert.equal(run("console.log(require('package').answer());").stdout, "42\n");
        const first = kept();
        assert.ok(first.size > 0);
        assert.equal(run("console.log(require('package').answer());").stdout, "42\n");
        assert.deepEqual(kept(), first);
    });

    // A copy of the project that a test runs, or a checkout beside another, compiles nothing anew.
    it("keeps what was compiled also where the packages lie elsewhere", () => {
        write("index.js", "module.exports = 42;");
        const packages = path.join(folder, "node_modules");
        fs.renameSync(packages, path.join(folder, "elsewhere"));
        fs.symlinkSync("elsewhere", packages);
        assert.equal(run(print).stdout, "42\n");
        assert.ok(kept().size > 0);
    });

    it("believes nothing that was damaged", () => {
        write("index.js", "module.exports = 42;");
        run(print);
        const [[file, content = ""] = assert.fail("nothing is kept")] = kept();
        for (const damaged of [Buffer.alloc(0), Buffer.from("garbage"), Buffer.from(content, "base64").fill(7, 24)]) {
            fs.writeFileSync(file, damaged);
            assert.equal(run(print).stdout, "42\n");
        }
    });

    it("gives a module all that Node gives it", () => {
        write("other.js", "exports.parent = module.parent.filename;");
        write(
            "index.js",
            `const { parent } = require("./other");
            module.exports = [this === exports, exports === module.exports, parent === __filename, require.main.filename.endsWith("program.js"),
                require.resolve("./other") === __dirname + "/other.js", require.resolve.paths("x")[0] === __dirname + "/node_modules",
                require.cache[__filename] === module, typeof require.extensions[".js"], module.children.length];`,
        );
        for (let times = 0; times < 2; times += 1) {
            const { stdout } = run("console.log(JSON.stringify(require('package')));");
            assert.deepEqual(JSON.parse(stdout), [true, true, true, true, true, true, true, "function", 1]);
        }
    });

    it("loads modules of either kind from one another", () => {
        write("package.json", JSON.stringify({ main: "index.js" }));
        write("module.mjs", "export const answer = 42;");
        write("index.js", "exports.later = () => import('./module.mjs');");
        for (let times = 0; times < 2; times += 1) {
            assert.equal(run("require('package').later().then(({ answer }) => console.log(answer));").stdout, "42\n");
        }
        write("package.json", JSON.stringify({ main: "index.js", type: "module" }));
        write("index.js", "export { answer } from './module.mjs';");
        assert.equal(run("console.log(require('package').answer);").stdout, "42\n");
    });

    it("tells where a package failed, each time", () => {
        for (const [text, message] of [
            ["\n\nthrow new Error('broken');", /package[\\/]index\.js:3[\s\S]*Error: broken/],
            ["\n\nconst = 1;", /package[\\/]index\.js:3[\s\S]*SyntaxError/],
        ] as const) {
            write("index.js", text);
            for (let times = 0; times < 2; times += 1) {
                const { status, stderr } = run(print);
                assert.equal(status, 1);
                assert.match(stderr, message);
            }
        }
    });
});
