import { spawn, type ChildProcess } from "node:child_process";
import * as path from "node:path";

export interface Execution {
    /** Program and arguments; a program with a folder in its name is the project's. */
    readonly command: readonly string[];
    /** @default the project's folder */
    readonly directory?: string;
    /** Seconds, after which the command is given up. */
    readonly limit: number;
}

export interface Ended {
    /** All that it printed, in the order of its coming. */
    readonly output: string;
    readonly succeeded: boolean;
    /** Whether it was given up. */
    readonly late: boolean;
}

/** Seconds that a command gets to end by itself before it is killed. */
const grace = 20;

/** What runs, and a promise of its end. */
const running = new Map<ChildProcess, Promise<Ended>>();

/** Runs a command to its end, in a process group of its own. @throws Error when it cannot be started */
export function execute({ command: [program = "", ...args], directory = ".", limit }: Execution): Promise<Ended> {
    const file = program.includes("/") ? path.resolve(program) : program;
    const child = spawn(file, args, { cwd: directory, stdio: ["ignore", "pipe", "pipe"], detached: true });
    let output = "";
    let late = false;
    for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    const timer = setTimeout(() => {
        late = true;
        end(child, "SIGTERM");
    }, limit * 1000);
    const ended = new Promise<Ended>((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (code) => resolve({ output, succeeded: code === 0 && !late, late }));
    }).finally(() => {
        clearTimeout(timer);
        running.delete(child);
    });
    running.set(child, ended);
    return ended;
}

/** Ends every command that runs, and waits until all have ended. Their groups are their own, so Ctrl-C at the terminal does not reach them. */
export async function endAll(signal: NodeJS.Signals): Promise<void> {
    const all = [...running];
    all.forEach(([child]) => end(child, signal));
    await Promise.allSettled(all.map(([, ended]) => ended));
}

/** Ends a command and all that it started, at last by force. */
function end(child: ChildProcess, signal: NodeJS.Signals): void {
    kill(child, signal);
    const timer = setTimeout(() => {
        kill(child, "SIGKILL");
        // Held open, maybe, by what left the group.
        child.stdout?.destroy();
        child.stderr?.destroy();
    }, grace * 1000);
    child.once("close", () => clearTimeout(timer));
}

function kill({ pid }: ChildProcess, signal: NodeJS.Signals): void {
    try {
        if (pid !== undefined) {
            process.kill(-pid, signal);
        }
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
            throw error;
        }
        // It has just ended.
    }
}
