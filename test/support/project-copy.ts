import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

/** The repository's root. */
export const root = path.resolve(__dirname, "..", "..");

export interface ProjectCopy {
    readonly directory: string;
    remove(): void;
}

const leftOut = new Set(["node_modules", ".git", ".local"]);

/**
 * A copy of the whole project in a temporary folder, for tests that edit it, with one stack, `test`.
 *
 * @param config the stack's configuration, such as `desiredCount: 2`; maps are kept as JSON, as the Pulumi CLI does
 */
export function copyProject(config: Readonly<Record<string, string | number | object>> = {}): ProjectCopy {
    const directory = mkdtempSync(path.join(tmpdir(), "streamlit-cognito-"));
    for (const name of readdirSync(root)) {
        if (!leftOut.has(name)) {
            cpSync(path.join(root, name), path.join(directory, name), {
                recursive: true,
                filter: (source) => !/[\\/](\.venv|__pycache__|\.pytest_cache|\.ruff_cache)$/.test(source),
            });
        }
    }
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
