import { availableParallelism, totalmem } from "node:os";
import { descendants, readProc } from "../../harness/processes";

/** The process of the local Cognito among those of a run. @throws Error where there is none, or no `/proc` to look it up in */
export function userPoolProcess(run: number): number {
    const found = descendants(run).find((pid) => readProc(`${pid}/cmdline`).includes("ministack.py"));
    if (found === undefined) {
        throw new Error(`The run ${run} has no process of the user pool.`);
    }
    return found;
}

/** Such as `2 cores, 24 GB`. */
export function machineClass(): string {
    return `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB`;
}
