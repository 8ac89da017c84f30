import * as pulumi from "@pulumi/pulumi";
import { asTyped } from "./config-command";

/** One thing that is wrong with the stack's configuration. */
export interface Problem {
    /** The key as `pulumi config set` takes it. */
    readonly key: string;
    /** The value that broke the rule; undefined where none is set, or where it must not be shown. */
    readonly value: string | undefined;
    /** Whether the key has a value that is not shown: it may be a secret. @default false */
    readonly hidden?: boolean;
    /** What must hold, as the end of the sentence "<key> ...". */
    readonly rule: string;
    /** The command that mends it, which the message completes with `npx` and the stack; or what to do by hand where no command can. */
    readonly mend: string | ByHand;
    /** Where it is a missing secret: a value for the key, which is none, to see what the program would declare. */
    readonly standIn?: string;
}

/** What mends a problem outside the configuration, such as in a file. */
export interface ByHand {
    /** A whole sentence. */
    readonly byHand: string;
}

/**
 * Every problem of the configuration at once. The Pulumi CLI prints the message of a `RunError` without a stack trace: there is no fault
 * in the program.
 */
export class ConfigError extends pulumi.RunError {
    /** Values by key with which the program can be evaluated, but not deployed, where nothing but secrets is missing. */
    readonly standIns: Readonly<Record<string, string>> | undefined;

    constructor(readonly problems: readonly Problem[]) {
        super(report(problems));
        const standIns = problems.flatMap(({ key, standIn }) => (standIn === undefined ? [] : [[key, standIn] as const]));
        this.standIns = standIns.length === problems.length ? Object.fromEntries(standIns) : undefined;
    }
}

function report(problems: readonly Problem[]): string {
    const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
    // What one command or correction mends is said together, or people would be shown the same value once for each part of it.
    const alike = new Map<string, [Problem, ...Problem[]]>();
    for (const problem of problems) {
        const { key, value, hidden, mend } = problem;
        const same = JSON.stringify([key, value, hidden, mend]);
        alike.set(same, [...(alike.get(same) ?? []), problem] as [Problem, ...Problem[]]);
    }
    return [`The stack's configuration has ${count}; nothing was deployed or started.`, ...[...alike.values()].map(block)].join("\n");
}

/** @param problems of one setting, which are mended together */
function block(problems: readonly [Problem, ...Problem[]]): string {
    const [{ key, value, hidden = false, mend }] = problems;
    const what = hidden ? `${key} is set` : value === undefined ? `${key} is not set` : `${key} is ${shown(value)}`;
    const rules = problems.map(({ rule }) => `it ${rule}`).join("; ");
    return `  ${what}: ${rules}.\n      ${typeof mend === "string" ? `Run: ${asTyped(mend)}` : mend.byHand}`;
}

/** Whether a value is JSON of several things, of which most may be right. */
export function hasParts(value: string): boolean {
    return /^[[{]/.test(value);
}

/** As it was written, since JSON in JSON could hardly be read; but no password, which somebody may have put where none belongs. */
function shown(value: string): string {
    return hasParts(value) ? value.replaceAll(/("password"\s*:\s*")(?:[^"\\]|\\.)*"/gi, '$1..."') : JSON.stringify(value);
}
