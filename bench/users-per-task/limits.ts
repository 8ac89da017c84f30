import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";

/** A task's size as Fargate has it. */
export interface Size {
    readonly vcpu: number;
    /** GB. */
    readonly memory: number;
}

/** A control group that holds what is started in it to a task's size. */
export interface Limited {
    /** Files that a process writes its id into to be held to it. */
    readonly entries: readonly string[];
    /** Most memory that was in use at once, in bytes. */
    readonly peak: () => number;
    readonly remove: () => void;
}

const root = "/sys/fs/cgroup";
const period = 100_000;

/** @throws Error where control groups cannot be made: it takes root, and Linux */
export function limit({ vcpu, memory }: Size): Limited {
    const name = `streamlit-cognito-bench-${process.pid}`;
    const quota = Math.round(vcpu * period);
    const bytes = memory * 2 ** 30;
    const unified = existsSync(path.join(root, "cgroup.controllers"));
    const [cpu, ram] = unified
        ? [path.join(root, name), path.join(root, name)]
        : [path.join(root, "cpu", name), path.join(root, "memory", name)];
    const set = (file: string, value: string): void => writeFileSync(file, value);
    try {
        [...new Set([cpu, ram])].forEach((directory) => mkdirSync(directory, { recursive: true }));
        if (unified) {
            set(path.join(cpu, "cpu.max"), `${quota} ${period}`);
            set(path.join(ram, "memory.max"), String(bytes));
        } else {
            set(path.join(cpu, "cpu.cfs_period_us"), String(period));
            set(path.join(cpu, "cpu.cfs_quota_us"), String(quota));
            set(path.join(ram, "memory.limit_in_bytes"), String(bytes));
        }
    } catch (error) {
        throw new Error(`Control groups cannot be made under ${root}, which takes root: a task's size cannot be held to here.`, {
            cause: error,
        });
    }
    const directories = [...new Set([cpu, ram])];
    return {
        entries: directories.map((directory) => path.join(directory, "cgroup.procs")),
        peak: () => Number(readFileSync(path.join(ram, unified ? "memory.peak" : "memory.max_usage_in_bytes"), "utf8")),
        remove: () => directories.forEach((directory) => rmdirSync(directory)),
    };
}
