import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "./declare";

const leftOut = new Set(["node_modules", ".git", ".local", ".venv", ".pytest_cache", ".ruff_cache"]);

/** Every Markdown file of the repository, relative to it. */
export function markdownFiles(folder = ""): string[] {
    return fs.readdirSync(path.join(repository, folder), { withFileTypes: true }).flatMap((entry) => {
        const file = path.posix.join(folder, entry.name);
        if (entry.isDirectory()) {
            return leftOut.has(entry.name) ? [] : markdownFiles(file);
        }
        return entry.name.endsWith(".md") ? [file] : [];
    });
}

/** A file of the repository. */
export function read(file: string): string {
    return fs.readFileSync(path.join(repository, file), "utf8");
}

/** A file's text without its code, where brackets are no links and a # is no heading. */
export function prose(file: string): string {
    return read(file)
        .replaceAll(/^```.*?^```/gms, "")
        .replaceAll(/^ {4,}.*$/gm, "");
}

/** Links and images of a file that lead into the repository: `[text](target)` and `[text]: target`. */
export function relativeLinks(file: string): string[] {
    return links(file).filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target));
}

/** All links and images of a file. */
export function links(file: string): string[] {
    const text = prose(file).replaceAll(/`[^`\n]*`/g, "code");
    return [...text.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)/g), ...text.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)].map(([, target]) => target!);
}

/** Lines of code blocks of a file, indented or fenced, without their indentation; one that ends in a backslash goes on in the next. */
export function codeLines(file: string): string[] {
    const fenced = [...read(file).matchAll(/^```(?!mermaid).*?\n(.*?)^```/gms)].flatMap(([, block]) => block!.split("\n"));
    const indented = [
        ...read(file)
            .replaceAll(/^```.*?^```/gms, "")
            .matchAll(/^ {4,}(\S.*)$/gm),
    ].map(([, line]) => line!);
    return [...fenced, ...indented]
        .join("\n")
        .replaceAll(/\\\n\s*/g, "")
        .split("\n")
        .filter((line) => line !== "");
}

/** What stands between single backticks in a file, outside of code blocks. */
export function inlineCode(file: string): string[] {
    return [...prose(file).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);
}

/** Cells of the rows of a file's tables, without the heads. */
export function tableRows(text: string): string[][] {
    const rows = [...text.matchAll(/^\|(.*)\|$/gm)].map(([, row]) => row!.split(/(?<!\\)\|/).map((cell) => cell.trim()));
    const isRule = (row: readonly string[] | undefined): boolean => row?.every((cell) => /^:?-+:?$/.test(cell)) === true;
    return rows.filter((row, index) => !isRule(row) && !isRule(rows[index + 1]));
}
