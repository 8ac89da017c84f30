import assert from "node:assert/strict";
import { codeLines, inlineCode, links, read, tableRows } from "./support/markdown";

const [english, japanese] = ["README.md", "README.ja.md"] as const;

function headings(file: string): string[] {
    return [...read(file).matchAll(/^(#+) /gm)].map(([, level]) => level!);
}

/** What is code, a number or a price in each cell of each table: the rest is words. */
function figures(file: string): string[][] {
    return tableRows(read(file)).map((row) => row.flatMap((cell) => cell.match(/`[^`]+`|\d+\.\d\d\b/g) ?? []));
}

/** The Japanese README is a translation: what is not a sentence must be the same, and at the same place. */
describe("the Japanese README", () => {
    it("has the same headings, by their levels", () => {
        assert.deepEqual(headings(japanese), headings(english));
    });

    it("has the same commands, in the same order", () => {
        assert.ok(codeLines(english).length >= 10);
        assert.deepEqual(codeLines(japanese), codeLines(english));
    });

    it("has the same tables: settings, defaults, prices", () => {
        assert.ok(figures(english).some((row) => row.includes("`desiredCount`")));
        assert.deepEqual(figures(japanese), figures(english));
    });

    it("has the same code in its sentences", () => {
        assert.deepEqual(inlineCode(japanese).sort(), inlineCode(english).sort());
    });

    it("has the same links and images, and each README leads to the other", () => {
        const of = (file: string, other: string): string[] => links(file).filter((link) => link !== other);
        assert.deepEqual(of(japanese, english).sort(), of(english, japanese).sort());
        assert.ok(links(english).includes(japanese) && links(japanese).includes(english));
    });

    it("has the same diagram, by its shape", () => {
        const shape = (file: string): string[] =>
            [.../^```mermaid\n(.*?)^```/ms.exec(read(file))![1]!.matchAll(/^ +(\w+)\b.*-->.*?(\w+)\[/gm)].map(
                ([, from, to]) => `${from} to ${to}`,
            );
        assert.ok(shape(english).length === 3);
        assert.deepEqual(shape(japanese), shape(english));
    });
});
