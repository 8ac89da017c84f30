import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import type { Outputs as WrittenOutputs } from "../local/outputs";

/** What the run of a program with an HTTP listener writes once it is healthy. */
export type Outputs = Required<WrittenOutputs>;

export interface RunningStack {
    /** Of the run's first process. */
    readonly pid: number;
    readonly outputs: Outputs;
    /** The first user. */
    readonly user: { readonly username: string; readonly temporaryPassword: string };
    /** The file as it is now: tasks come and go. */
    readOutputs(): Outputs;
    /** Everything that the run has printed. */
    printed(): string;
    /** Ends it as a terminal's Ctrl-C does. */
    stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** What else a run is started with. */
export interface StartMore {
    readonly options?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Runs `npm start` for the stack `test` of a project's copy.
 *
 * @param state folder of the run, where several run from one copy
 * @param like takes the ports of this run, which has ended. @default free ports
 * @param more further options of `npm start`, and variables of its environment. @default none
 * @throws Error with what was printed when it ends before it is healthy.
 */
export async function startStack(directory: string, state = ".local", like?: Outputs, more: StartMore = {}): Promise<RunningStack> {
    const port = (address: string | undefined): string => (address === undefined ? "0" : new URL(address).port);
    const ports = ["--https-port", port(like?.url), "--http-port", port(like?.httpUrl), "--login-port", port(like?.loginUrl)];
    const child = spawn(process.execPath, ["scripts/start.mjs", "--stack", "test", "--state", state, ...ports, ...(more.options ?? [])], {
        cwd: directory,
        env: { ...process.env, ...more.environment },
        stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));

    const file = path.join(directory, state, "outputs.json");
    const readOutputs = (): Outputs => JSON.parse(readFileSync(file, "utf8")) as Outputs;
    while (!existsSync(file)) {
        const early = await Promise.race([ended, new Promise<"waiting">((resolve) => setTimeout(resolve, 100, "waiting"))]);
        if (early !== "waiting") {
            throw new Error(`The run ended with ${early} before it was healthy:\n${printed}`);
        }
    }
    const outputs = readOutputs();
    const [user] = outputs.users;
    if (user === undefined) {
        throw new Error("The run has no user.");
    }
    return {
        pid: child.pid ?? 0,
        outputs,
        user,
        readOutputs,
        printed: () => printed,
        stop: (signal = "SIGINT") => {
            child.kill(signal);
            return ended;
        },
    };
}
