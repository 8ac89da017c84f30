import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { askMinistack } from "./ask-ministack";

/** A running `ministack`, reachable through its socket only. */
export interface Ministack {
    readonly socketPath: string;
    readonly pid: number;
    /** Resolves when it was closed; rejects when it ended by itself. */
    readonly closed: Promise<void>;
    close(): Promise<void>;
}

/** What ministack is started with. */
export interface MinistackOptions {
    /** Path of a Python that has `local/requirements.txt` installed. */
    readonly python: string;
    /** Folder for its state and its log; the state of an earlier run is removed. */
    readonly directory: string;
    readonly region: string;
    /** Milliseconds to wait until it answers. @default 60,000 */
    readonly startTimeout?: number;
}

/**
 * Starts `ministack` (PyPI), the local implementation of Cognito's user directory, tokens and API.
 *
 * @throws Error with the last lines of its log when it ends or does not answer in time.
 */
export async function startMinistack(options: MinistackOptions): Promise<Ministack> {
    const logPath = join(options.directory, "ministack.log");
    const statePath = join(options.directory, "state");
    // Pools are created anew from the declared stack at each start; an earlier run's keys and users must not live on.
    rmSync(statePath, { recursive: true, force: true });
    mkdirSync(statePath, { recursive: true, mode: 0o700 });
    // The path of a socket is at most 104 bytes long, so it cannot live in the project's folder; mkdtemp makes a private one.
    const socketDirectory = mkdtempSync(join(tmpdir(), "cognito-"));
    const socketPath = join(socketDirectory, "s");

    const child = spawnMinistack(options, socketPath, statePath, logPath);
    const ended = endOf(child);
    void ended.then(() => rmSync(socketDirectory, { recursive: true, force: true }));
    let closing = false;
    const closed = ended.then((why) => {
        if (!closing) throw new Error(`The local Cognito (ministack) stopped: ${why}.\n${lastLines(logPath)}`);
    });
    closed.catch(() => undefined); // whoever awaits `closed` sees it; nobody has to
    const close = async (): Promise<void> => {
        closing = true;
        kill(child);
        await ended;
    };
    try {
        await Promise.race([closed, untilHealthy(socketPath, options.startTimeout ?? 60_000, () => closing)]);
    } catch (error) {
        await close();
        const why = error instanceof Error ? error.message : String(error);
        throw new Error(
            `Cannot start the local Cognito: ${why}\nIts log: ${logPath}. Is local/requirements.txt installed for ${options.python}?`,
            {
                cause: error,
            },
        );
    }
    return { socketPath, pid: child.pid ?? 0, closed, close };
}

function spawnMinistack(options: MinistackOptions, socketPath: string, statePath: string, logPath: string): ChildProcess {
    const log = openSync(logPath, "w", 0o600);
    try {
        return spawn(options.python, ["-I", join(__dirname, "ministack.py"), socketPath], {
            cwd: options.directory,
            // A process group of its own: Ctrl-C in the terminal reaches us only, and we end it in its turn.
            detached: true,
            // Its standard input is what ties its life to ours: see ministack.py.
            stdio: ["pipe", log, log],
            env: {
                PATH: process.env.PATH,
                HOME: statePath,
                TMPDIR: statePath,
                AUTH: "true",
                SERVICES: "cognito-idp",
                STATE_DIR: statePath,
                PERSIST_STATE: "0",
                MINISTACK_REGION: options.region,
                BIND_HOST: "127.0.0.1",
                IOT_MTLS_ENABLED: "0",
                SFTP_ENABLED: "0",
                // It would look for, and stop, containers that another ministack left behind.
                DOCKER_HOST: `unix://${join(statePath, "no-docker.sock")}`,
            },
        });
    } finally {
        closeSync(log);
    }
}

/** How the process ended, in words. */
function endOf(child: ChildProcess): Promise<string> {
    return new Promise((resolve) => {
        child.once("error", (error) => resolve(error.message));
        child.once("exit", (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
    });
}

async function untilHealthy(socketPath: string, timeout: number, isOver: () => boolean): Promise<void> {
    const deadline = Date.now() + timeout;
    while (Date.now() < deadline) {
        if (isOver()) return; // nobody waits any more
        try {
            const { status } = await askMinistack(socketPath, { method: "GET", path: "/_ministack/ready" });
            if (status === 200) return;
        } catch {
            // Not listening yet.
        }
        await sleep(50);
    }
    throw new Error(`it did not answer within ${timeout / 1000} seconds.`);
}

/** Ends the whole process group. By force: it keeps nothing, and takes a quarter of a second to stop services of AWS's that it never started. */
function kill(child: ChildProcess): void {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
        process.kill(-child.pid, "SIGKILL");
    } catch {
        // It ended in between.
    }
}

function lastLines(path: string): string {
    return existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n").slice(-15).join("\n") : "";
}
