import { execFile } from "node:child_process";

/** How a program of this machine ended. */
export interface Ended {
    readonly ok: boolean;
    readonly stdout: string;
    readonly stderr: string;
    /** It is not installed. */
    readonly missing: boolean;
}

/** Runs a program to its end. @throws Error where it takes too long */
export type RunCommand = (command: string, ...args: readonly string[]) => Promise<Ended>;

/** @param timeout milliseconds until a program is killed */
export function commandRunner(timeout: number, environment: NodeJS.ProcessEnv): RunCommand {
    return (command, ...args) =>
        new Promise((resolve, reject) => {
            execFile(command, args, { timeout, env: environment, killSignal: "SIGKILL" }, (error, stdout, stderr) => {
                if (error?.killed === true) {
                    reject(new Error(`\`${command} ${args.join(" ")}\` said nothing for ${timeout / 1000} s`));
                } else {
                    resolve({ ok: error === null, stdout, stderr, missing: error?.code === "ENOENT" });
                }
            });
        });
}
