import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { countTests } from "./count";

/** How a file of tests ended. */
export interface Run {
    readonly status: number | null;
    readonly output: string;
}

/**
 * Runs a file of tests in this process's environment with some variables changed.
 *
 * @param changes Value by name; undefined for none.
 * @param options Further options of mocha.
 */
export function runTestFile(file: string, changes: Readonly<Record<string, string | undefined>>, ...options: string[]): Run {
    const args = ["node_modules/mocha/bin/mocha.js", ...options, file];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", env: { ...process.env, ...changes } });
    return { status, output: stdout + stderr };
}

/** Holds that no test ran and more than `few` were skipped, and that the reason was told. */
export function assertSkipped({ status, output }: Run, reason: RegExp, few: number): void {
    assert.equal(status, 0, output);
    assert.match(output, reason);
    const { passed, skipped } = countTests("mocha", output, true);
    assert.equal(passed, 0);
    assert.ok(skipped > few, output);
}

/** Holds that the file failed, and that the reason was told. */
export function assertFailed({ status, output }: Run, reason: RegExp): void {
    assert.notEqual(status, 0);
    assert.match(output, reason);
    assert.ok(countTests("mocha", output, false).failed > 0);
}
