import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { DeclaredResource } from "../../local/declared";
import { declare, repository } from "./support/declare";
import { read, tableRows } from "./support/markdown";
import { types } from "./support/resources";

/** Names in a folder of the repository that are of interest to a reader. */
function names(folder: string, isWanted: (entry: fs.Dirent) => boolean): string[] {
    const entries = fs.readdirSync(path.join(repository, folder), { withFileTypes: true });
    return entries.filter((entry) => !entry.name.startsWith(".") && isWanted(entry)).map(({ name }) => name);
}

interface Condition {
    readonly pathPattern?: { readonly values: readonly string[] };
}

function pathsOf({ inputs }: DeclaredResource): string[] {
    return (inputs["conditions"] as readonly Condition[]).flatMap(({ pathPattern }) => [...(pathPattern?.values ?? [])]);
}

describe("docs/architecture.md", () => {
    const rows = tableRows(read("docs/architecture.md"));
    const first = rows.map(([cell = ""]) => cell).join("\n");

    it("has a row for each file of the program, each folder beside it and each folder of tests", () => {
        const isSource = (entry: fs.Dirent): boolean => entry.name.endsWith(".ts") && entry.name !== "index.ts";
        const parts = ["app", "auth", "load-balancer", "monitoring", "service"];
        const files = ["", ...parts].flatMap((folder) => names(folder, isSource).map((name) => `\`${path.join(folder, name)}\``));
        const isFolder = (entry: fs.Dirent): boolean => entry.isDirectory();
        const notOfTheProgram = new Set(["node_modules", "docs", "test", ...parts]);
        const folders = names("", isFolder).flatMap((name) => (notOfTheProgram.has(name) ? [] : [`\`${name}/\``]));
        const tests = names("test", isFolder).flatMap((name) => (name === "support" ? [] : [`\`test/${name}/\``]));
        assert.deepEqual(
            [...files, ...folders, ...tests].filter((name) => !first.includes(name)),
            [],
        );
        const folderRows = [...first.matchAll(/`([\w/-]+\/)`/g)].map(([, folder]) => folder!);
        assert.deepEqual(
            folderRows.filter((folder) => !fs.existsSync(path.join(repository, folder))),
            [],
        );
    });

    it("has the listener rules as they are declared: priorities and paths", async () => {
        const stack = await declare();
        const declared = stack.resources
            .filter(({ type }) => type === types.listenerRule)
            .map((rule): [string, string[]] => [String(rule.inputs["priority"]), pathsOf(rule)]);
        const documented = rows
            .filter(([priority = ""]) => /^\d+$/.test(priority))
            .map(([priority = "", request = ""]): [string, string[]] => [
                priority,
                [...request.matchAll(/`([^`]+)`/g)].map(([, pattern]) => pattern!),
            ]);
        const byPriority = (a: [string, string[]], b: [string, string[]]): number => Number(a[0]) - Number(b[0]);
        assert.deepEqual(documented, declared.sort(byPriority));
    });
});
