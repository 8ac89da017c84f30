import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import * as path from "node:path";
import { rules } from "../../policy/rules";
import { repository } from "./support/declare";
import { read, tableRows } from "./support/markdown";

/** A test by its file and the titles of tests in it, or of groups of them. */
interface Reference {
    readonly file: string;
    readonly titles: readonly string[];
}

/** `file`: "title", "title"; ... */
function references(text: string): Reference[] {
    return [...text.matchAll(/`([^`]+\.(?:test\.ts|py))`: ((?:"[^"]+"(?:, )?)+)/g)].map(([, file, titles]) => ({
        file: file!,
        titles: [...titles!.matchAll(/"([^"]+)"/g)].map(([, title]) => title!),
    }));
}

/** Identifiers of rules: `rule `a`` or `rules `a`, `b``. */
function namedRules(text: string): string[] {
    return [...text.matchAll(/\brules? ((?:`[a-z0-9-]+`(?:, )?)+)/g)].flatMap(([, ids]) =>
        [...ids!.matchAll(/`([^`]+)`/g)].map(([, id]) => id!),
    );
}

function isTest(file: string, title: string): boolean {
    const text = read(file);
    return file.endsWith(".py")
        ? new RegExp(`^(?:async )?def ${title}\\(`, "m").test(text)
        : [`it(${JSON.stringify(title)},`, `describe(${JSON.stringify(title)},`, `${JSON.stringify(title)}: async () => {`].some((start) =>
              text.includes(start),
          );
}

describe("docs/security.md", () => {
    const text = read("docs/security.md");
    const rows = tableRows(text);
    const ids = rules.map(({ id }) => id);

    it("shows an answer to every threat: by a test or by a rule", () => {
        assert.ok(rows.length >= 40, `${rows.length} rows`);
        const without = rows.filter(([, , shown = ""]) => references(shown).length + namedRules(shown).length === 0);
        assert.deepEqual(without, []);
    });

    it("names files and titles of tests that exist", () => {
        const all = references(text);
        assert.ok(all.length >= 60, `${all.length} references`);
        const missing = all.flatMap(({ file, titles }) => {
            const there = existsSync(path.join(repository, file));
            return titles.filter((title) => !there || !isTest(file, title)).map((title) => `${file}: ${title}`);
        });
        assert.deepEqual(missing, []);
    });

    // A file without a title, or a title that is not read as one, would be checked by nothing.
    it("names tests and rules in no other way", () => {
        const cells = rows.map(([, , shown = ""]) => shown);
        const rest = cells.map((cell) =>
            cell
                .replaceAll(/`[^`]+\.(?:test\.ts|py)`: (?:"[^"]+"(?:, )?)+/g, "")
                .replaceAll(/\brules? (?:`[a-z0-9-]+`(?:, )?)+/g, "")
                .replaceAll(/[;\s]/g, ""),
        );
        assert.deepEqual(
            rest.filter((left) => left !== ""),
            [],
        );
    });

    it("names every rule of the policy pack, and no other", () => {
        const others = text.slice(text.indexOf("The other rules are about"), text.indexOf("## What is not defended"));
        const aside = [...others.matchAll(/`([a-z0-9-]+)`/g)].map(([, id]) => id!);
        const named = namedRules(rows.map((row) => row.join(" | ")).join("\n"));
        assert.deepEqual([...new Set([...named, ...aside])].sort(), [...ids].sort());
        assert.deepEqual(
            aside.filter((id) => named.includes(id)),
            [],
        );
    });
});
