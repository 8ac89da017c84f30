import { parseArgs, type ParseArgsConfig } from "node:util";

/** A mistake in the command line; the message ends with how to see the options. */
export class UsageError extends Error {
    override readonly name = "UsageError";
}

/**
 * What a person is told of an error. Mistakes of settings, files and options explain themselves, and a stack trace would hide them; only a mistake in a
 * program, ours or the declared one, needs the place where it is.
 */
export function messageOf(error: unknown): string {
    const isMistake = [TypeError, ReferenceError, SyntaxError, RangeError].some((kind) => error instanceof kind);
    return error instanceof Error ? ((isMistake ? error.stack : undefined) ?? error.message) : String(error);
}

/** Runs a command to its end. */
export function runMain(main: () => Promise<void>): void {
    main().catch((error: unknown) => {
        console.error(messageOf(error));
        process.exitCode = 1;
    });
}

type Options = NonNullable<ParseArgsConfig["options"]>;

/**
 * Reads the options of a command, as Node's `parseArgs` describes them.
 *
 * @param command How a person starts it, such as `npm start`.
 * @throws UsageError for an unknown option, one without its value, or any other argument.
 */
export function readCommandLine<T extends Options>(command: string, options: T, args: readonly string[] = process.argv.slice(2)) {
    const swallowed = Object.keys(options).filter(isSwallowed);
    if (swallowed.length > 0) {
        throw new UsageError(
            `npm took ${swallowed.map((name) => `--${name}`).join(", ")} for an option of its own. ${behindDashes(command)}`,
        );
    }
    try {
        return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
    } catch (error) {
        // Node's message names the option; its advice about `--` does not apply.
        const message = error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : String(error);
        throw new UsageError(`${message}. ${behindDashes(command)}`);
    }
}

/**
 * Values of options by their names, in the order in which they are printed. True stands for an option without a value, undefined and false for one that
 * is not given.
 */
type Given = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/**
 * A command with its options as a person types it in a shell, for advice: whoever runs it keeps what they had chosen.
 *
 * @param command How it is started, such as `npm start`.
 */
export function commandWith(command: string, given: Given): string {
    const words = Object.entries(given).flatMap(([name, value]) =>
        value === undefined || value === false
            ? []
            : value === true
              ? [`--${name}`]
              : (typeof value === "object" ? value : [String(value)]).map((text) => `--${name} ${quoted(text)}`),
    );
    return words.length === 0 ? command : `${command} -- ${words.join(" ")}`;
}

/** A text as one word of a shell. */
function quoted(text: string): string {
    return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function behindDashes(command: string): string {
    return `Options come behind \`--\`: \`${command} -- --help\` lists them.`;
}

/** Options that npm itself knows, so that a person may have set them for all of npm. Source: npm Docs, "Config". */
const ofNpm = ["json", "only", "help", "user"];

/** npm takes `--stack` of `npm start --stack prod` to itself, and hands it on in the environment. Source: npm Docs, "npm run". */
function isSwallowed(option: string): boolean {
    return !ofNpm.includes(option) && process.env[`npm_config_${option.replaceAll("-", "_")}`] !== undefined;
}
