import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { repository } from "../unit/support/declare";

// What was compiled is run as it was kept: half of a program would do half of its work, and end well.
describe("what is kept for later processes", () => {
    let folder: string;
    let file: string;
    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "kept-"));
        file = path.join(folder, "cache", "file");
    });
    afterEach(() => fs.rmSync(folder, { recursive: true }));

    /** What a process prints that has `read` and `write`, and the file's name. */
    function run(program: string): string {
        const [module, name] = [path.join(repository, "scripts/kept.cjs"), file].map((text) => JSON.stringify(text));
        const script = `const { read, write } = require(${module}); const file = ${name}; ${program}`;
        const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
        return stdout + stderr;
    }

    it("comes back whole", () => {
        assert.equal(run('write(file, Buffer.from("one")); write(file, Buffer.from("two")); console.log(String(read(file)));'), "two\n");
        assert.deepEqual(fs.readdirSync(path.dirname(file)), ["file"]);
    });

    it("is nothing where it is not there, was cut off or changed", () => {
        assert.equal(run("console.log(read(file));"), "undefined\n");
        run('write(file, Buffer.from("one two"));');
        const content = fs.readFileSync(file);
        for (const damaged of [content.subarray(0, 0), content.subarray(0, 4), content.subarray(0, -1), Buffer.from(content).fill(7, 6)]) {
            fs.writeFileSync(file, damaged);
            assert.equal(run("console.log(read(file));"), "undefined\n", damaged.toString("hex"));
        }
    });

    it("is left out where nothing can be written", () => {
        fs.writeFileSync(path.dirname(file), "a file in the folder's place");
        assert.equal(run('write(file, Buffer.from("one")); console.log(read(file));'), "undefined\n");
    });
});
