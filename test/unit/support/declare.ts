import * as path from "node:path";
import type { DeclaredStack } from "../../../local/declared";
import { evaluate } from "../../../local/evaluate";
import { readStackConfig, type StackConfig } from "../../../local/stack-config";
import { withoutStackTraces } from "../../../local/without-stack-traces";
import type { SettingDefinition } from "../../../settings/definition";
import { settingDefinitions } from "../../../settings/schema";

/** The folder of the program under test. */
export const repository = path.resolve(__dirname, "../../..");

/** What a test changes in the stack `dev`, as `Pulumi.dev.yaml` declares it. */
export interface Overrides {
    /** Own keys without the project (`cpu`), others whole (`aws:region`); undefined removes a key, default and all. */
    readonly config?: Readonly<Record<string, string | undefined>>;
    /** Own keys whose values are handed over as decrypted. @default those that must be encrypted */
    readonly secretKeys?: readonly string[];
    readonly project?: string;
    readonly stack?: string;
}

const evaluated = new Map<string, Promise<DeclaredStack>>();

/** The last evaluation that was asked for: one at a time, because Pulumi's runtime is global to the process. */
let last: Promise<unknown> = Promise.resolve();

/** The stack that the program declares under these settings; evaluated once for the same overrides. */
export function declare(overrides: Overrides = {}): Promise<DeclaredStack> {
    const key = JSON.stringify(overrides);
    const known = evaluated.get(key);
    if (known !== undefined) {
        return known;
    }
    const evaluation = () => withoutStackTraces(() => evaluate({ directory: repository, ...stackConfig(overrides) }));
    const stack = last.then(evaluation, evaluation);
    last = stack;
    evaluated.set(key, stack);
    return stack;
}

/** The settings among these that are in a stack's file only encrypted. */
function encrypted(config: NonNullable<Overrides["config"]>): string[] {
    return Object.entries<SettingDefinition<unknown>>(settingDefinitions).flatMap(([key, { secret = false }]) =>
        secret && (config[key] ?? "") !== "" ? [key] : [],
    );
}

let dev: StackConfig | undefined;

/** The project's defaults and the stack's values, which no test edits, with a test's overrides. */
export function stackConfig(overrides: Overrides = {}): StackConfig {
    const read = (dev ??= readStackConfig({ directory: repository, stack: "dev" }));
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
    const secretKeys = (overrides.secretKeys ?? encrypted(overrides.config ?? {})).map((key) => `${project}:${key}`);
    return { project, stack: overrides.stack ?? read.stack, config, ...(secretKeys.length === 0 ? {} : { secretKeys }) };
}
