import { commandWith, readCommandLine, UsageError } from "./command-line";
import { listed } from "./listed";
import type { Progress } from "./progress";

/** What a person can choose about the local run; the rest is the declared stack's. */
export interface RunOptions {
    readonly stack: string;
    /** Local ports, no two of them equal; 0 takes any free one. */
    readonly httpsPort: number;
    readonly httpPort: number;
    readonly loginPort: number;
    /** Of the load balancer. */
    readonly nodes: number;
    /** Name of the user to log in with. */
    readonly user?: string;
    /** File with values in the place of the stack's encrypted ones. */
    readonly secrets?: string;
    /** Declared schedules that have moved rules of the listeners, in this order. @default none */
    readonly afterSchedules?: readonly string[];
    /** Folder for everything that a run writes. */
    readonly state: string;
}

/** How a program's stack is started. */
export interface StackOptions extends RunOptions {
    /** The program's folder. */
    readonly directory: string;
    readonly progress: Progress;
    /** Ends a start that is still under way. */
    readonly signal?: AbortSignal;
}

/** What holds where the command line says nothing. */
const defaultOptions = { stack: "dev", nodes: 1, state: ".local" } as const;

/** Of each port: its option, its variable in the environment, what holds where neither says otherwise, and what it is. */
const portOptions = {
    httpsPort: { option: "https-port", variable: "LOCAL_HTTPS_PORT", byDefault: 8443, help: "local port of the declared port 443" },
    httpPort: { option: "http-port", variable: "LOCAL_HTTP_PORT", byDefault: 8080, help: "local port of the declared port 80" },
    loginPort: { option: "login-port", variable: "LOCAL_LOGIN_PORT", byDefault: 8444, help: "local port of the login pages" },
} as const;

type PortKey = keyof typeof portOptions;
type PortOption = (typeof portOptions)[PortKey];

/** The local ports of a run. */
export type Ports = Pick<RunOptions, PortKey>;

function eachPort<T>(of: (option: PortOption, key: PortKey) => T): Record<PortKey, T> {
    const { httpsPort, httpPort, loginPort } = portOptions;
    return { httpsPort: of(httpsPort, "httpsPort"), httpPort: of(httpPort, "httpPort"), loginPort: of(loginPort, "loginPort") };
}

/** Whether a run that names no ports takes this one. */
export function isDefaultPort(port: number): boolean {
    return Object.values(portOptions).some(({ byDefault }) => byDefault === port);
}

/** An option's line of the help. */
function line(option: string, help: string, byDefault: string | number): string {
    return `    ${`--${option}`.padEnd(20)} ${help.padEnd(43)} [${byDefault}]`;
}

/** The help of `npm start`. */
export const usage = `Runs the declared stack on this machine.

    npm start -- [options]

${line("stack NAME", "stack whose settings are used", defaultOptions.stack)}
${Object.values(eachPort(({ option, byDefault, help }) => line(`${option} PORT`, help, byDefault))).join("\n")}
${line("nodes NUMBER", "nodes of the load balancer; several: a process each", defaultOptions.nodes)}
${line("user NAME", "name of the user to log in with", "demo")}
    --secrets FILE       YAML file of values for the encrypted settings
    --after-schedule NAME
                         shows the stack as it is after this declared schedule; may be given several times
${line("state FOLDER", "where keys, logs and state are kept", defaultOptions.state)}
    --help               this text

A port can also be given as ${listed(Object.values(eachPort(({ variable }) => variable)), "or")} in the environment; 0 takes any free port.
Ctrl-C stops everything.
`;

/**
 * Reads the command line, over the environment, over the defaults.
 *
 * @returns undefined when help is asked for.
 * @throws UsageError for an unknown option or a value that makes no sense.
 */
export function readOptions(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): RunOptions | undefined {
    const values = parse(args);
    if (values.help === true) {
        return undefined;
    }
    if (values.user !== undefined && !/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u.test(values.user)) {
        throw new UsageError("--user must be a name of 1 to 128 characters without spaces.");
    }
    if (values.user?.includes("@") === true) {
        throw new UsageError("--user must be a name, not an address: the address is <name>@example.com.");
    }
    const ports = eachPort(({ option, variable, byDefault }) =>
        wholeNumber(option, values[option] ?? environment[variable], byDefault, portNumber),
    );
    requireDifferentPorts(ports);
    return {
        stack: values.stack ?? defaultOptions.stack,
        ...ports,
        nodes: wholeNumber("nodes", values.nodes, defaultOptions.nodes, nodeCount),
        ...(values.user === undefined ? {} : { user: values.user }),
        ...(values.secrets === undefined ? {} : { secrets: values.secrets }),
        ...(values["after-schedule"] === undefined ? {} : { afterSchedules: values["after-schedule"] }),
        state: values.state ?? defaultOptions.state,
    };
}

function parse(args: readonly string[]) {
    const text = { type: "string" } as const;
    return readCommandLine(
        "npm start",
        {
            stack: text,
            [portOptions.httpsPort.option]: text,
            [portOptions.httpPort.option]: text,
            [portOptions.loginPort.option]: text,
            nodes: text,
            user: text,
            secrets: text,
            "after-schedule": { type: "string", multiple: true },
            state: text,
            help: { type: "boolean", short: "h" },
        },
        args,
    );
}

interface WholeNumber {
    /** What it is a number of, or for. */
    readonly what: string;
    readonly least: number;
    readonly most: number;
}

const portNumber: WholeNumber = { what: "a port number", least: 0, most: 65_535 };
/** A mistyped number would start hundreds of processes. */
const nodeCount: WholeNumber = { what: "a number of nodes", least: 1, most: 64 };

function wholeNumber(option: string, text: string | undefined, byDefault: number, { what, least, most }: WholeNumber): number {
    const value = text === undefined || text === "" ? byDefault : /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most)) {
        throw new UsageError(`--${option} must be ${what} from ${least} to ${most}, not "${text ?? ""}".`);
    }
    return value;
}

/** The command that starts a run with these options, for advice: the ports come last. */
export function startCommand(options: RunOptions, environment: Readonly<Record<string, string | undefined>> = process.env): string {
    const { stack, nodes, user, secrets, afterSchedules, state } = options;
    const ports = eachPort(({ option, variable, byDefault }, key) => {
        // The environment would say another one.
        const isDefault = options[key] === byDefault && (environment[variable] ?? "") === "";
        return [option, isDefault ? undefined : options[key]] as const;
    });
    return commandWith("npm start", {
        stack: stack === defaultOptions.stack ? undefined : stack,
        nodes: nodes === defaultOptions.nodes ? undefined : String(nodes),
        user,
        secrets,
        "after-schedule": afterSchedules,
        state: state === defaultOptions.state ? undefined : state,
        ...Object.fromEntries(Object.values(ports)),
    });
}

/** The second to open an equal port would be told that another program has it. */
function requireDifferentPorts(given: Ports): void {
    const ports = Object.values(eachPort(({ option }, key) => [`--${option}`, given[key]] as const));
    for (const [index, [option, value]] of ports.entries()) {
        const equal = ports.slice(index + 1).flatMap(([other, port]) => (port === value ? other : []));
        if (value !== 0 && equal.length > 0) {
            const options = [option, ...equal];
            throw new UsageError(
                `${options.join(" and ")} are ${options.length === 2 ? "both" : "all"} ${value}: each needs a port of its own.`,
            );
        }
    }
}
