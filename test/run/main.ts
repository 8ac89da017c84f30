import { spawn, type ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { countTests, type Count } from "./count";
import { prepare, steps, type Step } from "./steps";

interface Result {
    readonly step: Step;
    readonly succeeded: boolean;
    readonly count: Count;
    readonly seconds: number;
}

const running = new Set<ChildProcess>();

async function main(): Promise<void> {
    const chosen = choose();
    const started = Date.now();
    await prepare(console.log);
    const queue = [...chosen];
    const results: Result[] = [];
    const worker = async (): Promise<void> => {
        for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
            results.push(await run(step));
        }
    };
    await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
    summarize(results, started);
}

function choose(): readonly Step[] {
    const { values } = parseArgs({ options: { only: { type: "string", multiple: true }, list: { type: "boolean" } } });
    const names = steps.map((step) => step.name);
    if (values.list) {
        console.log(names.join("\n"));
        process.exit(0);
    }
    const unknown = values.only?.find((name) => !names.includes(name));
    if (unknown !== undefined) {
        throw new Error(`There is no step ${unknown}; the steps are ${names.join(", ")}.`);
    }
    return steps.filter((step) => values.only?.includes(step.name) ?? true);
}

/** Runs a step's commands; what they print appears when the step ends, so that two steps at once stay legible. */
async function run(step: Step): Promise<Result> {
    const started = Date.now();
    console.log(`... ${step.name}`);
    let output = "";
    let succeeded = true;
    try {
        const python = await step.python?.();
        for (const [command = "", ...args] of step.commands) {
            const ended = await execute(command === "python" ? (python ?? command) : command, args, step.directory);
            output += ended.output;
            succeeded &&= ended.code === 0;
        }
    } catch (error) {
        output += error instanceof Error ? error.message : String(error);
        succeeded = false;
    }
    const seconds = (Date.now() - started) / 1000;
    console.log(`\n=== ${step.name} (${seconds.toFixed(0)} s)\n${output.trimEnd()}\n`);
    return { step, succeeded, count: countTests(step.counting, output, succeeded), seconds };
}

function execute(command: string, args: readonly string[], directory = "."): Promise<{ output: string; code: number | null }> {
    const file = command.includes("/") ? path.resolve(command) : command;
    return new Promise((resolve, reject) => {
        const child = spawn(file, args, { cwd: directory, stdio: ["ignore", "pipe", "pipe"], detached: true });
        running.add(child);
        let output = "";
        const keep = (chunk: Buffer): void => void (output += chunk.toString());
        child.stdout.on("data", keep);
        child.stderr.on("data", keep);
        child.on("error", reject);
        child.on("close", (code) => {
            running.delete(child);
            resolve({ output, code });
        });
    });
}

function summarize(results: readonly Result[], started: number): void {
    for (const { step, succeeded, count, seconds } of results) {
        const skipped = count.skipped === 0 ? "" : `, ${count.skipped} skipped`;
        console.log(
            `${succeeded ? "ok    " : "FAILED"} ${step.name}: ${count.passed} passed, ${count.failed} failed${skipped} (${seconds.toFixed(0)} s)`,
        );
    }
    const total = (part: keyof Count): number => results.reduce((sum, { count }) => sum + count[part], 0);
    const skipped = total("skipped") === 0 ? "" : `, ${total("skipped")} skipped`;
    console.log(`\nAll of it took ${((Date.now() - started) / 1000).toFixed(0)} s.`);
    console.log(`${total("passed")} passed, ${total("failed")} failed${skipped}`);
    process.exitCode = results.every(({ succeeded, count }) => succeeded && count.failed === 0) ? 0 : 1;
}

/** The commands run in process groups of their own, which Ctrl-C at the terminal does not reach. */
function stopAll(signal: NodeJS.Signals): void {
    for (const child of running) {
        if (child.pid !== undefined) {
            process.kill(-child.pid, signal);
        }
    }
    process.exit(130);
}

process.on("SIGINT", stopAll);
process.on("SIGTERM", stopAll);
main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
