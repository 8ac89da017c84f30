import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "./support/declare";

/** Folders that the program's files at the top level are made of. */
const program = new Set(["app", "auth", "load-balancer", "monitoring", "service"]);

/** Folders, and which others their files may import from. */
const allowed: Readonly<Record<string, readonly string[]>> = {
    "the program": ["settings"],
    settings: ["dockerfile"],
    dockerfile: [],
    local: ["dockerfile"],
    declared: ["local"],
    policy: ["declared", "local", "settings"],
    doctor: ["declared", "local", "settings"],
    cost: ["declared", "local", "settings"],
    harness: ["local"],
    bench: ["cost", "declared", "harness", "local", "settings"],
};

function sources(folder: string): string[] {
    return fs.readdirSync(path.join(repository, folder), { withFileTypes: true }).flatMap((entry) => {
        const file = path.join(folder, entry.name);
        if (entry.isDirectory()) {
            return ["node_modules", "test"].includes(entry.name) || entry.name.startsWith(".") ? [] : sources(file);
        }
        return file.endsWith(".ts") ? [file] : [];
    });
}

function folderOf(file: string): string {
    const [first = "", ...rest] = file.split(path.sep);
    return rest.length === 0 || program.has(first) ? "the program" : first;
}

/** The files that a file imports, as paths from the repository's root; a folder is its index. */
function imported(file: string): string[] {
    const text = fs.readFileSync(path.join(repository, file), "utf8");
    const names = [...text.matchAll(/\b(?:from|import\(|require\()\s*"(\.[^"]*)"/g)].map(([, name = ""]) => name);
    return names
        .map((name) => path.join(path.dirname(file), name))
        .map((name) => (fs.existsSync(path.join(repository, `${name}.ts`)) ? `${name}.ts` : path.join(name, "index.ts")));
}

// Catches a benchmark that borrows from a test, a check that borrows from the policy pack, and a local run that knows the program.
describe("imports", () => {
    it("lead from each folder to those alone that it may know", () => {
        const files = sources("");
        assert.ok(files.includes("index.ts") && files.includes(path.join("local", "main.ts")));
        const wrong = files.flatMap((file) => {
            const own = folderOf(file);
            const others = imported(file).filter((other) => ![own, ...(allowed[own] ?? [])].includes(folderOf(other)));
            return others.map((other) => `${file} imports ${other}`);
        });
        assert.deepEqual(wrong, []);
    });
});
