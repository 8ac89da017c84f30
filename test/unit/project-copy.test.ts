import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { copyFolder } from "../../harness/project-copy";

// Catches a copy that lacks an app's own folder because the project has one of that name.
describe("a copy of the project", () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "copied-"))));
    afterEach(() => rmSync(folder, { recursive: true }));

    it("lacks leftovers wherever they are, and the project's documentation, but not an app's", () => {
        const [from, to] = [path.join(folder, "from"), path.join(folder, "to")];
        for (const file of ["docs/page.md", "app/docs/page.md", "app/.venv/python", "app.ts"]) {
            mkdirSync(path.dirname(path.join(from, file)), { recursive: true });
            writeFileSync(path.join(from, file), "");
        }
        mkdirSync(to);
        copyFolder(from, to, new Set(["docs"]));
        const copied = readdirSync(to, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
        assert.deepEqual(copied.map(({ name, parentPath }) => path.relative(to, path.join(parentPath, name))).sort(), [
            "app.ts",
            "app/docs/page.md",
        ]);
    });
});
