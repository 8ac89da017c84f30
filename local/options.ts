import { commandWith, readCommandLine, UsageError } from "./command-line";
import type { Progress } from "./progress";

/** What a person can choose about the local run; the rest is the declared stack's. */
export interface RunOptions {
    readonly stack: string;
    /** Local ports, no two of them equal; 0 takes any free one. */
    readonly httpsPort: number;
    readonly httpPort: number;
    readonly loginPort: number;
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

/** What holds where neither the command line nor the environment says otherwise. */
const defaultOptions = { stack: "dev", httpsPort: 8443, httpPort: 8080, loginPort: 8444, state: ".local" } as const;

/** Each port's option, and its variable in the environment. */
const portOptions = {
    httpsPort: ["https-port", "LOCAL_HTTPS_PORT"],
    httpPort: ["http-port", "LOCAL_HTTP_PORT"],
    loginPort: ["login-port", "LOCAL_LOGIN_PORT"],
} as const;

/** Whether a run that names no ports takes this one. */
export function isDefaultPort(port: number): boolean {
    return Object.keys(portOptions).some((key) => defaultOptions[key as keyof typeof portOptions] === port);
}

/** The help of `npm start`. */
export const usage = `Runs the declared stack on this machine.

    npm start -- [options]

    --stack NAME         stack whose settings are used               [dev]
    --https-port PORT    local port of the declared port 443         [8443]
    --http-port PORT     local port of the declared port 80          [8080]
    --login-port PORT    local port of the login pages               [8444]
    --user NAME          name of the user to log in with             [demo]
    --secrets FILE       YAML file of values for the encrypted settings
    --after-schedule NAME
                         shows the stack as it is after this declared schedule; may be given several times
    --state FOLDER       where keys, logs and state are kept         [.local]
    --help               this text

A port can also be given as LOCAL_HTTPS_PORT, LOCAL_HTTP_PORT or LOCAL_LOGIN_PORT in the environment; 0 takes any free port.
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
    const ports = {
        httpsPort: port("--https-port", values["https-port"] ?? environment["LOCAL_HTTPS_PORT"], defaultOptions.httpsPort),
        httpPort: port("--http-port", values["http-port"] ?? environment["LOCAL_HTTP_PORT"], defaultOptions.httpPort),
        loginPort: port("--login-port", values["login-port"] ?? environment["LOCAL_LOGIN_PORT"], defaultOptions.loginPort),
    };
    requireDifferentPorts(ports);
    return {
        stack: values.stack ?? defaultOptions.stack,
        ...ports,
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
            "https-port": text,
            "http-port": text,
            "login-port": text,
            user: text,
            secrets: text,
            "after-schedule": { type: "string", multiple: true },
            state: text,
            help: { type: "boolean", short: "h" },
        },
        args,
    );
}

function port(option: string, text: string | undefined, byDefault: number): number {
    const value = text === undefined || text === "" ? byDefault : /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value <= 65_535)) {
        throw new UsageError(`${option} must be a port number from 0 to 65535, not "${text}".`);
    }
    return value;
}

/** The command that starts a run with these options, for advice: the ports come last. */
export function startCommand(options: RunOptions, environment: Readonly<Record<string, string | undefined>> = process.env): string {
    const { stack, user, secrets, afterSchedules, state } = options;
    const ports = (Object.keys(portOptions) as (keyof typeof portOptions)[]).map((key) => {
        const [option, variable] = portOptions[key];
        // The environment would say another one.
        const isDefault = options[key] === defaultOptions[key] && (environment[variable] ?? "") === "";
        return [option, isDefault ? undefined : options[key]] as const;
    });
    return commandWith("npm start", {
        stack: stack === defaultOptions.stack ? undefined : stack,
        user,
        secrets,
        "after-schedule": afterSchedules,
        state: state === defaultOptions.state ? undefined : state,
        ...Object.fromEntries(ports),
    });
}

/** The second to open an equal port would be told that another program has it. */
function requireDifferentPorts({ httpsPort, httpPort, loginPort }: Pick<RunOptions, "httpsPort" | "httpPort" | "loginPort">): void {
    const ports = Object.entries({ "--https-port": httpsPort, "--http-port": httpPort, "--login-port": loginPort });
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
