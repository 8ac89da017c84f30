/** The commands of an error's message: what each does, and to which key. */
const command = /\bpulumi config (set|rm) (?:--path )?'?([^\s'.]+)((?:(?!\bpulumi config ).)*)/g;

/**
 * What does on this machine, in a stack's file, what the commands of a message do with the Pulumi CLI.
 *
 * @returns undefined where the message names none
 */
export function withoutPulumi(
    message: string,
    { project, stack }: { readonly project: string; readonly stack: string },
): string | undefined {
    const commands = [...message.matchAll(command)].map(([, verb = "", key = "", rest = ""]) => ({
        verb: / --secret\b/.test(rest) ? "--secret" : verb,
        // A provider's own key, such as that of the region, has its name in front already.
        line: key.includes(":") ? key : `${project}:<key>`,
    }));
    const lines = (verb: string): string[] => [...new Set(commands.flatMap((one) => (one.verb === verb ? `"${one.line}: <value>"` : [])))];
    const [set, remove, secret] = [lines("set"), lines("rm"), lines("--secret")];
    const file = `under "config:" in Pulumi.${stack}.yaml`;
    const ways = [
        ...(set.length === 0 ? [] : [`for \`config set\`, write the line ${set.join(" or ")} ${file}`]),
        ...(remove.length === 0 ? [] : [`for \`config rm\`, remove the line ${remove.join(" or ")} ${file}`]),
        ...(secret.length === 0
            ? []
            : ["for `--secret`, write a value to try with into a YAML file of its own, and name that by `--secrets FILE`"]),
    ];
    return ways.length === 0 ? undefined : `Or, on this machine, without the Pulumi CLI: ${ways.join("; ")}.`;
}
