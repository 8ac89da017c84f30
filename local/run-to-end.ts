import { spawn } from "node:child_process";

const isWindows = process.platform === "win32";

/** How a command is run. */
export interface RunOptions {
    /** Ends it, and all that it has started. */
    readonly signal?: AbortSignal | undefined;
    /** Further variables of its environment; undefined those that it is not to have. */
    readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Runs a command to its end, and kills it, with all that it has started, when we end first. */
export function runToEnd(
    command: string,
    args: readonly string[],
    { signal, environment }: RunOptions = {},
): Promise<{ code: number | null; output: string }> {
    return new Promise((resolve) => {
        let output = "";
        // In a group of its own: pip installs and builds in processes that would outlive it. Windows has no groups.
        const child = spawn(command, args, {
            stdio: ["ignore", "pipe", "pipe"],
            env: { ...process.env, ...environment },
            detached: !isWindows,
        });
        const kill = (): void => killGroup(child.pid);
        process.once("exit", kill);
        signal?.addEventListener("abort", kill, { once: true });
        if (signal?.aborted === true) {
            kill();
        }
        const finish = (code: number | null): void => {
            process.off("exit", kill);
            signal?.removeEventListener("abort", kill);
            resolve({ code, output });
        };
        child.stdout.on("data", (data: Buffer) => (output += data.toString()));
        child.stderr.on("data", (data: Buffer) => (output += data.toString()));
        child.once("error", (error) => {
            output += error.message;
            finish(1);
        });
        child.once("close", finish);
    });
}

/** @param pid undefined where it could not be started */
function killGroup(pid: number | undefined): void {
    try {
        if (pid !== undefined) {
            process.kill(isWindows ? pid : -pid, "SIGKILL");
        }
    } catch {
        // It has ended.
    }
}
