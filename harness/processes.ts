import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** What a file of `/proc` says; empty where its process has just ended, or where there is no `/proc`. */
export function readProc(file: string): string {
    try {
        return readFileSync(`/proc/${file}`, "utf8");
    } catch {
        return "";
    }
}

/** Every process below another, whichever of its threads started it and in whichever session: its children first, then theirs. */
export function descendants(pid: number): number[] {
    const parents = process.platform === "linux" ? parentsFromProc() : parentsFromPs();
    const below = (one: number): number[] => {
        const children = parents.filter(([, parent]) => parent === one).map(([child]) => child);
        return [...children, ...children.flatMap(below)];
    };
    return below(pid);
}

/** Memory of processes together, in bytes; what they share counts once. Needs Linux's `/proc`: 0 elsewhere. */
export function memoryOf(pids: readonly number[]): number {
    const kilobytes = pids.map((pid) => Number(/^Pss:\s+(\d+)/m.exec(readProc(`${pid}/smaps_rollup`))?.[1] ?? 0));
    return kilobytes.reduce((sum, one) => sum + one, 0) * 1024;
}

/** Waits until something is so; mocha's time limit is the only one. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await condition())) {
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}

/** Whether a process runs; not one that has ended and that nobody has waited for. */
export function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return !/^State:\s+Z/m.test(readProc(`${pid}/status`));
    } catch {
        return false;
    }
}

type Parent = readonly [pid: number, parent: number];

/** Quick enough to be asked many times a second. */
function parentsFromProc(): Parent[] {
    return readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .flatMap((name) => {
            // After the command's name, which may hold anything, come the state and the parent.
            const parent = /.*\) \S (\d+)/s.exec(readProc(`${name}/stat`))?.[1];
            return parent === undefined ? [] : [[Number(name), Number(parent)] as const];
        });
}

function parentsFromPs(): Parent[] {
    const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
    return [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s*$/gm)].map(([, pid, parent]) => [Number(pid), Number(parent)] as const);
}
