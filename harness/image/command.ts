import { spawn } from "node:child_process";

export interface CommandOptions {
    readonly env?: NodeJS.ProcessEnv;
    /** Written to the command's standard input, which is then closed. @default nothing */
    readonly input?: string;
    /** Milliseconds, after which the command is killed. @default 10 minutes */
    readonly timeout?: number;
}

/** How a command ended, and all that it said. */
export interface Finished {
    /** Exit code; null where a signal ended it. */
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

/**
 * Runs a command to its end, whatever its exit code.
 *
 * @throws Error when it cannot be started or takes too long.
 */
export function attempt(command: string, args: readonly string[], options: CommandOptions = {}): Promise<Finished> {
    const timeout = options.timeout ?? 600_000;
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { env: options.env ?? process.env });
        // spawn's own time limit would keep this process alive where the command does not exist.
        const timer = setTimeout(() => child.kill("SIGKILL"), timeout);
        let stdout = "";
        let stderr = "";
        child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
        child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
        child.on("error", (error) => {
            clearTimeout(timer);
            reject(error);
        });
        child.on("close", (code, signal) => {
            clearTimeout(timer);
            if (signal === "SIGKILL")
                reject(new Error(`${command} ${args.join(" ")} was killed: it ran over ${timeout / 1000} s, or out of memory.`));
            else resolve({ code, stdout, stderr });
        });
        // A command that ends without reading its input is judged by its exit code, not by the broken pipe.
        child.stdin.on("error", () => undefined);
        child.stdin.end(options.input ?? "");
    });
}

/**
 * Runs a command to its end and returns its standard output, without the last line's end.
 *
 * @throws Error with the end of what the command said, when it cannot be started, takes too long or fails.
 */
export async function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
    const { code, stdout, stderr } = await attempt(command, args, options);
    if (code === 0) return stdout.trimEnd();
    const said = `${stdout}\n${stderr}`.trim().split("\n").slice(-30).join("\n");
    throw new Error(`${command} ${args.join(" ")} failed: exit code ${code ?? "none"}.\n${said}`);
}

/** Prints one line of progress. */
export function say(text: string): void {
    console.log(`    image: ${text}`);
}

/** Prints what a long step does, does it, and prints how long it took. */
export async function step<T>(text: string, work: () => Promise<T>): Promise<T> {
    say(`${text} ...`);
    const start = Date.now();
    const result = await work();
    say(`... done in ${((Date.now() - start) / 1000).toFixed(1)} s`);
    return result;
}
