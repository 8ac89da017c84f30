import { parseArgs, type ParseArgsConfig } from "node:util";

/** A mistake in the command line; the message ends with how to see the options. */
export class UsageError extends Error {
    override readonly name = "UsageError";
}

type Options = NonNullable<ParseArgsConfig["options"]>;

/**
 * Reads the options of a command, as Node's `parseArgs` describes them.
 *
 * @param command How a person starts it, such as `npm start`.
 * @throws UsageError for an unknown option, one without its value, or any other argument.
 */
export function readCommandLine<T extends Options>(command: string, options: T, args: readonly string[] = process.argv.slice(2)) {
    try {
        return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
    } catch (error) {
        // Node's message names the option; its advice about `--` does not apply.
        const message = error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : String(error);
        throw new UsageError(`${message}. \`${command} -- --help\` lists the options.`);
    }
}
