import type { Finding } from "./check";
import type { Result } from "./run-checks";

const words: Readonly<Record<Finding["level"], string>> = { ok: "ok", warning: "warning", failure: "FAILURE", unchecked: "UNCHECKED" };

/** What a person reads: a line each or, for what is not right, three; the same of several checks once. */
export function report(results: readonly Result[]): string {
    const width = Math.max(...results.map(({ check }) => check.name.length));
    const told = new Map<string, { readonly names: Set<string>; readonly finding: Finding }>();
    for (const { check, findings } of results) {
        for (const finding of findings) {
            const key = JSON.stringify(finding.level === "ok" ? [check.name, finding] : finding);
            const same = told.get(key) ?? { names: new Set(), finding };
            same.names.add(check.name);
            told.set(key, same);
        }
    }
    const lines = [...told.values()].flatMap(({ names, finding }) => describe([...names].join(", ").padEnd(width), finding));
    return [...lines, "", summary(results)].join("\n");
}

function describe(name: string, finding: Finding): string[] {
    const first = `${words[finding.level].padEnd(9)}  ${name}  ${finding.what}`;
    const indent = " ".repeat(11);
    return finding.level === "ok" ? [first] : [first, `${indent}why: ${finding.why}`, `${indent}do:  ${finding.mend}`];
}

/** Counts checks, not what each found: one looks at every host name, or at every quota. */
function summary(results: readonly Result[]): string {
    const [failed, warned, open] = (["failure", "warning", "unchecked"] as const).map((level) => count(results, level));
    return `${results.length} checks: ${failed ?? 0} with failures, ${warned ?? 0} with warnings, ${open ?? 0} incomplete.`;
}

/** How many checks found something of this level. */
function count(results: readonly Result[], level: Finding["level"]): number {
    return results.filter(({ findings }) => findings.some((finding) => finding.level === level)).length;
}

/** 1 where something failed; else 2 where something could not be looked at; else 0, also with warnings. */
export function exitCode(results: readonly Result[]): number {
    return count(results, "failure") > 0 ? 1 : count(results, "unchecked") > 0 ? 2 : 0;
}
