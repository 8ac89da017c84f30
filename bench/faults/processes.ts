import { readFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";

/** The process of the local Cognito among the children of a run. @throws Error where there is none, or no `/proc` to look it up in */
export function userPoolProcess(run: number): number {
    const found = children(run).find((pid) => commandOf(pid).includes("ministack.py"));
    if (found === undefined) {
        throw new Error(`The run ${run} has no process of the user pool.`);
    }
    return found;
}

function children(pid: number): number[] {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
}

function commandOf(pid: number): string {
    try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    } catch {
        // It ended in between.
        return "";
    }
}

/** Such as `2 cores, 24 GB`. */
export function machineClass(): string {
    return `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB`;
}
