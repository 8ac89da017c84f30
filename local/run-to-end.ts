import { spawn } from "node:child_process";

/** Runs a command to its end, and kills it when we end first. */
export function runToEnd(command: string, args: readonly string[], signal?: AbortSignal): Promise<{ code: number | null; output: string }> {
    return new Promise((resolve) => {
        let output = "";
        const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], signal });
        const kill = (): void => void child.kill("SIGKILL");
        process.once("exit", kill);
        const finish = (code: number | null): void => {
            process.off("exit", kill);
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
