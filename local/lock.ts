import * as fs from "node:fs";
import * as path from "node:path";

/** Whoever holds the lock lives. */
export class LockedError extends Error {
    override readonly name = "LockedError";

    constructor(
        readonly file: string,
        readonly pid: number,
    ) {
        super(`Process ${pid} holds ${file}.`);
    }
}

/**
 * Takes a lock file, which names its holder's process. The lock of a process that is gone is taken over.
 *
 * @returns gives it back.
 * @throws LockedError while its holder lives.
 */
export function takeLock(file: string): () => void {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    for (;;) {
        try {
            fs.writeFileSync(file, String(process.pid), { flag: "wx" });
            return () => fs.rmSync(file, { force: true });
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
                throw error;
            }
            requireFreeLock(file);
            fs.rmSync(file, { force: true });
        }
    }
}

/** @throws LockedError while its holder lives. */
export function requireFreeLock(file: string): void {
    const pid = holder(file);
    if (pid !== undefined) {
        throw new LockedError(file, pid);
    }
}

/** The living process that a lock file names; undefined also where there is no such file. */
export function holder(file: string): number | undefined {
    try {
        const pid = Number(fs.readFileSync(file, "utf8"));
        process.kill(pid, 0);
        return pid > 0 ? pid : undefined;
    } catch (error) {
        // EPERM: it lives, and is somebody else's.
        return (error as NodeJS.ErrnoException).code === "EPERM" ? -1 : undefined;
    }
}
