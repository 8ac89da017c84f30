import { availableParallelism } from "node:os";
import { readCommandLine } from "../../local/command-line";
import { countTests, type Count } from "./count";
import { endAll, execute, type Ended } from "./execute";
import { failuresIn } from "./failures";
import { schedule } from "./schedule";
import { steps, type Step } from "./steps";

const usage = `Runs every test, or some steps of them.

    npm test -- [options]

    --only NAME    one step, and the step that it needs; may be given several times
    --list         the names of the steps
    --help         this text
`;

interface Result {
    readonly step: Step;
    readonly succeeded: boolean;
    readonly count: Count;
    /** All that it printed. */
    readonly output: string;
    readonly seconds: number;
}

/** One more than there are processors, three at most: a step spends a fifth of its time waiting for browsers, disks and starting processes. */
const atOnce = Math.min(3, availableParallelism() + 1);

/** Once set, no step starts. */
let stopping = false;

async function main(): Promise<void> {
    const chosen = choose();
    const started = Date.now();
    summarize(await schedule(chosen, atOnce, run), started);
}

function choose(): readonly Step[] {
    const help = { type: "boolean", short: "h" } as const;
    const values = readCommandLine("npm test", { only: { type: "string", multiple: true }, list: { type: "boolean" }, help });
    const names = steps.map((step) => step.name);
    if (values.help || values.list) {
        console.log(values.help ? usage : names.join("\n"));
        process.exit(0);
    }
    const unknown = values.only?.find((name) => !names.includes(name));
    if (unknown !== undefined) {
        throw new Error(`There is no step ${unknown}; the steps are ${names.join(", ")}.`);
    }
    const wanted = new Set(values.only ?? names);
    const needed = new Set(steps.filter(({ name }) => wanted.has(name)).map(({ needs }) => needs));
    return steps.filter(({ name }) => wanted.has(name) || needed.has(name));
}

/** Runs a step's command; what it prints appears when the step ends, so that several steps at once stay legible. */
async function run(step: Step, needed: Result | undefined): Promise<Result> {
    if (stopping) {
        return new Promise(() => undefined);
    }
    const started = Date.now();
    console.log(`... ${step.name}`);
    const { output, succeeded } = needed?.succeeded === false ? notRun(step) : await attempt(step);
    const seconds = (Date.now() - started) / 1000;
    console.log(`\n=== ${step.name} (${seconds.toFixed(0)} s)\n${output.trimEnd()}\n`);
    return { step, succeeded, count: countTests(step.counting, output, succeeded), output, seconds };
}

function notRun({ needs = "" }: Step): Pick<Ended, "output" | "succeeded"> {
    return { output: `Not run: it needs the step ${needs}, which failed.`, succeeded: false };
}

async function attempt({ name, command, directory = ".", limit = 10 }: Step): Promise<Pick<Ended, "output" | "succeeded">> {
    try {
        const ended = await execute({ command: await command(), directory, limit: limit * 60 });
        const late = ended.late ? `\nThe step ${name} was given up: it had not ended after ${limit} minutes.` : "";
        return { ...ended, output: ended.output + late };
    } catch (error) {
        return { output: error instanceof Error ? error.message : String(error), succeeded: false };
    }
}

const hasFailed = ({ succeeded, count }: Result): boolean => !succeeded || count.failed > 0;

/** What failed is said again at the end: above it may lie thousands of lines, of which a log often keeps the last ones only. */
function summarize(results: readonly Result[], started: number): void {
    for (const { step, output } of results.filter(hasFailed)) {
        console.log(`=== ${step.name} FAILED\n${failuresIn(step.counting, output)}\n`);
    }
    for (const result of results) {
        const { step, count, seconds } = result;
        const ending = hasFailed(result) ? "FAILED " : count.skipped > 0 && count.passed === 0 ? "SKIPPED" : "ok     ";
        const skipped = count.skipped === 0 ? "" : `, ${count.skipped} skipped`;
        console.log(`${ending} ${step.name}: ${count.passed} passed, ${count.failed} failed${skipped} (${seconds.toFixed(0)} s)`);
    }
    const total = (part: keyof Count): number => results.reduce((sum, { count }) => sum + count[part], 0);
    const skipped = total("skipped") === 0 ? "" : `, ${total("skipped")} skipped`;
    console.log(`\nAll of it took ${((Date.now() - started) / 1000).toFixed(0)} s.`);
    console.log(`${total("passed")} passed, ${total("failed")} failed${skipped}`);
    process.exitCode = results.some(hasFailed) ? 1 : 0;
}

/** Asked a second time, by force. */
async function stop(signal: NodeJS.Signals): Promise<void> {
    console.log("Stopping ...");
    const again = stopping;
    stopping = true;
    await endAll(again ? "SIGKILL" : signal);
    process.exit(130);
}

// Where Python is told to write no bytecode, as in many images, each of the steps' many processes would compile again all that it imports.
delete process.env["PYTHONDONTWRITEBYTECODE"];
process.on("SIGINT", (signal) => void stop(signal));
process.on("SIGTERM", (signal) => void stop(signal));
main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
