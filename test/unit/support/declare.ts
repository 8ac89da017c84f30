import * as path from "node:path";
import type { DeclaredStack } from "../../../local/declared";
import { evaluate } from "../../../local/evaluate";
import { readStackConfig, type StackConfig } from "../../../local/stack-config";
import { compileOnce } from "./compile-once";

/** The folder of the program under test. */
export const repository = path.resolve(__dirname, "../../..");

/** What a test changes in the stack `dev`, as `Pulumi.dev.yaml` declares it. */
export interface Overrides {
    /** Own keys without the project (`cpu`), others whole (`aws:region`); undefined removes a key, default and all. */
    readonly config?: Readonly<Record<string, string | undefined>>;
    readonly project?: string;
    readonly stack?: string;
}

compileOnce();

const evaluated = new Map<string, Promise<DeclaredStack>>();

/** The end of the last evaluation: Pulumi's runtime is the process's, and takes one at a time. */
let last: Promise<unknown> = Promise.resolve();

/** The stack that the program declares under these settings; evaluated once for the same overrides. */
export function declare(overrides: Overrides = {}): Promise<DeclaredStack> {
    const key = JSON.stringify(overrides);
    const known = evaluated.get(key);
    if (known !== undefined) {
        return known;
    }
    const stack = last.then(() => withoutStackTraces(() => evaluate({ directory: repository, ...stackConfig(overrides) })));
    last = stack.catch(() => undefined);
    evaluated.set(key, stack);
    return stack;
}

/** Pulumi takes a stack trace of every promise that it makes, which is three quarters of an evaluation's time. */
async function withoutStackTraces<T>(action: () => Promise<T>): Promise<T> {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
        return await action();
    } finally {
        Error.stackTraceLimit = limit;
    }
}

/** The project's defaults and the stack's values, with a test's overrides. */
export function stackConfig(overrides: Overrides = {}): StackConfig {
    const read = readStackConfig({ directory: repository, stack: "dev" });
    const project = overrides.project ?? read.project;
    const config: Record<string, string> = {};
    for (const [key, value] of Object.entries(read.config)) {
        config[key.startsWith(`${read.project}:`) ? `${project}${key.slice(read.project.length)}` : key] = value;
    }
    for (const [key, value] of Object.entries(overrides.config ?? {})) {
        const full = key.includes(":") ? key : `${project}:${key}`;
        if (value === undefined) {
            Reflect.deleteProperty(config, full);
        } else {
            config[full] = value;
        }
    }
    return { project, stack: overrides.stack ?? read.stack, config };
}
