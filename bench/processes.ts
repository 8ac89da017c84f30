import { spawn, type SpawnOptions } from "node:child_process";
import { descendants, memoryOf, readProc } from "../harness/processes";

/** Clock ticks a second in `/proc`: 100 on every Linux that Node runs on. */
const ticks = 100;

/** A process and all that come from it. */
function tree(pid: number): number[] {
    return [pid, ...descendants(pid)];
}

/** Processor time that a process and its children have taken, in seconds. */
export function processorTime(pid: number): number {
    const used = tree(pid).map((one) => {
        // The name, in parentheses, may hold spaces.
        const [, rest = ""] = readProc(`${one}/stat`).split(") ");
        const fields = rest.split(" ");
        return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
    });
    return used.reduce((sum, one) => sum + one, 0) / ticks;
}

/** Memory of a process and its children, in bytes; what they share counts once. */
export function memory(pid: number): number {
    return memoryOf(tree(pid));
}

/** The cores that this process may run on, by number. */
export function allowedCores(): number[] {
    return coresOf(/^Cpus_allowed_list:\s+(\S+)$/m.exec(readProc("self/status"))?.[1] ?? "0");
}

/** @param list as Linux writes it, such as `0-2,5` */
export function coresOf(list: string): number[] {
    return list.split(",").flatMap((range) => {
        const [from = 0, to = from] = range.split("-").map(Number);
        return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    });
}

/** Keeps a process and all that come from it, now and later, on these cores. */
export async function pin(pid: number, cores: readonly number[]): Promise<void> {
    for (const one of tree(pid)) {
        await run("taskset", ["--all-tasks", "--cpu-list", "--pid", cores.join(","), String(one)]);
    }
}

/** A program that runs in the background. */
export interface Background {
    readonly pid: number;
    /** What it had printed when it was ready. */
    readonly said: string;
    readonly stop: () => Promise<void>;
}

/**
 * Starts a program; resolves when its output matches.
 *
 * @throws Error with its output when it ends before
 */
export function start(command: string, args: readonly string[], ready: RegExp, options: SpawnOptions = {}): Promise<Background> {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
    let printed = "";
    return new Promise((resolve, reject) => {
        const look = (chunk: Buffer): void => {
            printed += chunk.toString();
            if (ready.test(printed)) {
                resolve({ pid: child.pid ?? 0, said: printed, stop: () => (child.kill(), ended) });
            }
        };
        child.stdout.on("data", look);
        child.stderr.on("data", look);
        child.on("error", reject);
        void ended.then(() => reject(new Error(`${command} ended before it was ready:\n${printed}`)));
    });
}

/** Runs a program to its end. @returns its output @throws Error with it when it fails */
export function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<string> {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    return new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (code) => (code === 0 ? resolve(printed) : reject(new Error(`${command} ended with ${code}:\n${printed}`))));
    });
}
