import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "./support/declare";

/** Folders that the program's files at the top level are made of. */
const program = new Set(["app", "auth", "load-balancer", "monitoring", "service"]);

/** What evaluates a program for the settings of a stack, and reads a command line: the part of `local/` that serves nothing. */
const evaluation = [
    "command-line",
    "declared",
    "evaluate",
    "evaluate-quickly",
    "stack-config",
    "without-pulumi",
    "without-stack-traces",
].map((name) => `local/${name}.ts`);

/** What the benchmarks measure, each by itself. */
const measured = ["load-balancer/index", "model", "plan/index", "python", "run-folder", "ports"].map((name) => `local/${name}.ts`);

/** Folders, and which others their files may import from; or which files of these alone. */
const allowed: Readonly<Record<string, readonly string[]>> = {
    "the program": ["settings"],
    settings: ["dockerfile"],
    dockerfile: [],
    local: ["dockerfile"],
    declared: ["local/declared.ts"],
    policy: ["declared", "settings", ...evaluation],
    doctor: ["declared", "settings", ...evaluation],
    cost: ["declared", "settings", ...evaluation],
    harness: ["local/model.ts", "local/outputs.ts"],
    bench: ["cost", "declared", "harness", "settings", ...evaluation, ...measured],
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

/** The files that a file with this text imports, as paths from the repository's root; a folder is its index. */
function imported(file: string, text: string): string[] {
    const names = [...text.matchAll(/\b(?:from|import|require(?:\.resolve)?)\s*\(?\s*["'`](\.[^"'`]*)["'`]/g)].map(([, name = ""]) => name);
    return names
        .map((name) => path.join(path.dirname(file), name))
        .map((name) => [name, `${name}.ts`, path.join(name, "index.ts")].find(isFile) ?? name);
}

function isFile(name: string): boolean {
    return fs.statSync(path.join(repository, name), { throwIfNoEntry: false })?.isFile() ?? false;
}

/** What a file with this text may not import, and does. */
function wrong(file: string, text: string): string[] {
    const own = folderOf(file);
    const may = new Set([own, ...(allowed[own] ?? [])]);
    return imported(file, text).filter((other) => !may.has(folderOf(other)) && !may.has(other));
}

function read(file: string): string {
    return fs.readFileSync(path.join(repository, file), "utf8");
}

// Catches a benchmark that borrows from a test, a check that borrows from the policy pack, and a local run that knows the program.
describe("imports", () => {
    it("lead from each folder to those alone that it may know", () => {
        const files = sources("");
        assert.ok(files.includes("index.ts") && files.includes(path.join("local", "main.ts")));
        assert.deepEqual(
            files.flatMap((file) => wrong(file, read(file)).map((other) => `${file} imports ${other}`)),
            [],
        );
    });

    it("may be of files and folders that are there", () => {
        assert.deepEqual(
            Object.values(allowed).flatMap((names) => names.filter((name) => !fs.existsSync(path.join(repository, name)))),
            [],
        );
    });

    it("are found where they are known to be", () => {
        const known = {
            "further-app.ts": "load-balancer/host.ts",
            "policy/main.ts": "local/evaluate-quickly.ts",
            "bench/main.ts": "bench/image/index.ts",
        };
        Object.entries(known).forEach(([file, other]) => assert.ok(imported(file, read(file)).includes(other), `${file} imports ${other}`));
    });

    for (const statement of [
        'import { rules } from "../policy/rules";',
        'import type { Rule } from "../policy/rules";',
        'import {\n    rules,\n} from "../policy/rules";',
        'import "../policy/rules";',
        "import '../policy/rules';",
        'export * from "../policy/rules";',
        'const { rules } = await import("../policy/rules");',
        'const rules = import(\n    "../policy/rules"\n);',
        "const rules = await import(`../policy/rules`);",
        'type Rules = typeof import("../policy/rules");',
        'import rules = require("../policy/rules");',
        'const file = require.resolve("../policy/rules");',
    ]) {
        it(`of a folder that may not be known are found: ${statement.replaceAll(/\s+/g, " ")}`, () => {
            assert.deepEqual(wrong("cost/planted.ts", statement), ["policy/rules/index.ts"]);
        });
    }

    it("are found of the tests, of the program, and of a file of local/ that evaluates nothing", () => {
        assert.deepEqual(wrong("bench/planted.ts", 'import "../test/unit/support/declare";'), ["test/unit/support/declare.ts"]);
        assert.deepEqual(wrong("local/plan/planted.ts", 'import "../../app/rules";'), ["app/rules.ts"]);
        assert.deepEqual(wrong("app/planted.ts", 'import "../policy/rules";'), ["policy/rules/index.ts"]);
        assert.deepEqual(wrong("policy/planted.ts", 'import "../local/stack";'), ["local/stack.ts"]);
        assert.deepEqual(wrong("policy/planted.ts", 'import "../local/evaluate"; import "../declared/view"; import "./rule";'), []);
    });
});
