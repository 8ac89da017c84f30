import { readdirSync, readFileSync } from "node:fs";

/** Milliseconds between two looks at the memory. */
const interval = 50;

/**
 * The most memory that processes started by this one had at once while an action ran: their proportional set sizes, in MiB. Needs Linux's
 * `/proc`; undefined elsewhere.
 */
export async function peakMemory<T>(action: () => Promise<T>): Promise<{ result: T; peak: number | undefined }> {
    let peak: number | undefined;
    const timer = setInterval(() => (peak = Math.max(peak ?? 0, memoryOfDescendants(process.pid))), interval);
    try {
        const result = await action();
        return { result, peak: process.platform === "linux" ? peak : undefined };
    } finally {
        clearInterval(timer);
    }
}

function memoryOfDescendants(root: number): number {
    const parents = new Map<number, number>();
    for (const entry of process.platform === "linux" ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : []) {
        // After the command's name, which may hold anything, come the state and the parent.
        const parent = /.*\) \S (\d+)/s.exec(read(`/proc/${entry}/stat`))?.[1];
        if (parent !== undefined) parents.set(Number(entry), Number(parent));
    }
    const isDescendant = (pid: number | undefined): boolean =>
        pid !== undefined && (parents.get(pid) === root || isDescendant(parents.get(pid)));
    const sizes = [...parents.keys()]
        .filter(isDescendant)
        .map((pid) => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0));
    return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

/** Empty where the process has just ended. */
function read(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return "";
    }
}
