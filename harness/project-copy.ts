import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

/** The repository's root. */
export const root = path.resolve(__dirname, "..");

export interface ProjectCopy {
    readonly directory: string;
    remove(): void;
}

const leftOut = new Set(["node_modules", ".git", ".local", ".venv", "__pycache__", ".pytest_cache", ".ruff_cache"]);
/** Two thirds of the files, which no run asks for. At the root only: an app's folder may have its own, and the app read it. */
const aboutIt = new Set(["test", "harness", "bench", "docs", "policy", "cost", "doctor", ".github"]);

/**
 * A copy of the project in a temporary folder, for whoever edits or runs it, with one stack, `test`.
 *
 * @param config the stack's configuration, such as `desiredCount: 2`; maps are kept as JSON, as the Pulumi CLI does
 * @param options `whole`: with its tests and all else; `with`: with these folders of what no run asks for
 */
export function copyProject(
    config: Readonly<Record<string, string | number | object>> = {},
    options: { readonly whole?: boolean; readonly with?: readonly string[] } = {},
): ProjectCopy {
    const directory = mkdtempSync(path.join(tmpdir(), "streamlit-cognito-"));
    const without = [...aboutIt].filter((folder) => !options.whole && !options.with?.includes(folder));
    copyFolder(root, directory, new Set(without));
    // What is installed stays installed; nothing else of a run is shared.
    for (const installed of ["node_modules", ".local/python"]) {
        mkdirSync(path.join(root, installed), { recursive: true });
        mkdirSync(path.dirname(path.join(directory, installed)), { recursive: true });
        symlinkSync(path.join(root, installed), path.join(directory, installed));
    }
    const lines = Object.entries({ domain: "app.example.com", ...config }).map(([key, value]) => {
        const text = typeof value === "object" ? `'${JSON.stringify(value)}'` : value;
        return `    streamlit-cognito:${key}: ${text}`;
    });
    writeFileSync(path.join(directory, "Pulumi.test.yaml"), ["config:", "    aws:region: us-east-1", ...lines, ""].join("\n"));
    return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/**
 * Copies what is in a folder, but for leftovers of work on it. By hand: `cpSync` with a filter takes three times the processor time, and tests copy the
 * project often.
 *
 * @param without what is left out besides, of this folder itself only
 */
export function copyFolder(from: string, to: string, without: ReadonlySet<string> = new Set()): void {
    for (const entry of readdirSync(from, { withFileTypes: true })) {
        const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
        if (leftOut.has(entry.name) || without.has(entry.name)) continue;
        if (entry.isDirectory()) {
            mkdirSync(target);
            copyFolder(source, target);
        } else {
            copyFileSync(source, target);
        }
    }
}

/** Changes a file, such as one of a copy. @throws Error when there is nothing to replace: whoever edits would look at what was there before. */
export function editFile(file: string, old: string | RegExp, replacement: string): void {
    const before = readFileSync(file, "utf8");
    const after = before.replace(old, replacement);
    if (after === before) {
        throw new Error(`${file} has no ${String(old)}.`);
    }
    writeFileSync(file, after);
}
