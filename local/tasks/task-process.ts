import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import type { Guard } from "./guard";

/** What a task runs. */
export interface TaskCommand {
    readonly command: readonly string[];
    /** Folder to run in. */
    readonly directory: string;
    /** The whole environment: nothing is inherited. */
    readonly environment: Readonly<Record<string, string>>;
    /** Gets standard output and standard error. */
    readonly logFile: string;
}

/** A process and everything that it starts: what a container is to AWS. */
export interface TaskProcess {
    /** Of the process, and of its process group. */
    readonly pid: number;
    /** Resolves with how it ended, in words, such as `exit code 1`. Never rejects. */
    readonly ended: Promise<string>;
    /** Sends SIGTERM, and SIGKILL after so many seconds. Resolves when it ended. */
    readonly stop: (stopTimeout: number) => Promise<void>;
    /** Sends SIGKILL. */
    readonly kill: () => void;
}

/** Starts a command as the leader of its own process group, so that Ctrl-C in the terminal reaches only us and we stop it in order. */
export function startTaskProcess({ command, directory, environment, logFile }: TaskCommand, guard: Guard): TaskProcess {
    const log = fs.openSync(logFile, "a", 0o600);
    let child: ChildProcess;
    try {
        const [program = "", ...args] = command;
        child = spawn(program, args, { cwd: directory, env: environment, detached: true, stdio: ["ignore", log, log] });
    } finally {
        fs.closeSync(log);
    }
    const { pid = 0 } = child;
    if (pid > 0) {
        guard.watch(pid);
    }
    let alive = pid > 0;
    /** Signals the whole group, unless its number may be somebody else's by now. */
    const signal = (name: NodeJS.Signals): void => {
        if (alive) {
            signalGroup(pid, name);
        }
    };
    const ended = endOf(child).then((how) => {
        // A container ends with its first process; whatever that left behind ends here.
        signal("SIGKILL");
        alive = false;
        guard.forget(pid);
        return how;
    });
    return {
        pid,
        ended,
        kill: () => signal("SIGKILL"),
        async stop(stopTimeout) {
            signal("SIGTERM");
            const timer = setTimeout(() => signal("SIGKILL"), stopTimeout * 1000);
            await ended;
            clearTimeout(timer);
        },
    };
}

function endOf(child: ChildProcess): Promise<string> {
    return new Promise((resolve) => {
        child.once("error", (error) => resolve(error.message));
        child.once("exit", (code, name) => resolve(name === null ? `exit code ${code}` : `signal ${name}`));
    });
}

function signalGroup(pid: number, name: NodeJS.Signals): void {
    try {
        process.kill(-pid, name);
    } catch {
        // It ended in between.
    }
}
