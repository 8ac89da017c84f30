/** What a program's error may say of each setting that is wrong. Its class is loaded anew with the program, so that only its shape is known here. */
interface Problem {
    /** Of the setting, without the project where it is the project's own. */
    readonly key: string;
    /** The command that mends it; or a sentence, which may name some. */
    readonly mend: string;
}

/** What a command of the Pulumi CLI does to a setting, and with which value. */
const command = /\bpulumi config (set|rm)\b((?:(?!\bpulumi config ).)*)/g;

/**
 * What does on this machine, in a stack's file, what the commands that an error names do with the Pulumi CLI.
 *
 * @returns undefined where it names none
 */
export function withoutPulumi(error: Error, { project, stack }: { readonly project: string; readonly stack: string }): string | undefined {
    const changes = problemsOf(error).flatMap(({ key, mend }) =>
        [...mend.matchAll(command)].map(([, verb = "", rest = ""]) => ({
            verb: / --secret\b/.test(rest) ? "--secret" : verb,
            // A provider's own key, such as that of the region, has its name in front already.
            line: key.includes(":") ? key : `${project}:<key>`,
        })),
    );
    const lines = (verb: string): string[] => [...new Set(changes.flatMap((one) => (one.verb === verb ? `"${one.line}: <value>"` : [])))];
    const [set, remove, secret] = [lines("set"), lines("rm"), lines("--secret")];
    const file = `under "config:" in Pulumi.${stack}.yaml`;
    const ways = [
        ...(set.length === 0 ? [] : [`for \`config set\`, change the line of the key, or add ${set.join(" or ")} ${file}`]),
        ...(remove.length === 0 ? [] : [`for \`config rm\`, remove the line ${remove.join(" or ")} ${file}`]),
        ...(secret.length === 0
            ? []
            : ["for `--secret`, write a value to try with into a YAML file of its own, and name that by `--secrets FILE`"]),
    ];
    return ways.length === 0 ? undefined : `Or, on this machine, without the Pulumi CLI: ${ways.join("; ")}.`;
}

/** Another program's error may have something else by this name. */
function problemsOf(error: Error): Problem[] {
    const problems: readonly unknown[] = "problems" in error && Array.isArray(error.problems) ? error.problems : [];
    return problems.flatMap((problem) => {
        const { key, mend } = (problem ?? {}) as { readonly key?: unknown; readonly mend?: unknown };
        const text = typeof mend === "object" && mend !== null && "byHand" in mend ? mend.byHand : mend;
        return typeof key === "string" && typeof text === "string" ? { key, mend: text } : [];
    });
}
