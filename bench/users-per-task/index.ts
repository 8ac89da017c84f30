import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../local/ports";
import { appPython } from "../app-python";
import type { Benchmark } from "../benchmark";
import { start } from "../processes";
import { median, percentile, summary } from "../statistics";
import { limit, type Limited, type Size } from "./limits";
import { Person } from "./person";

const directory = path.resolve(__dirname, "..", "..");
const sizes: readonly Size[] = [
    { vcpu: 0.25, memory: 0.5 },
    { vcpu: 0.5, memory: 1 },
    { vcpu: 1, memory: 2 },
];
/** People at once, step by step. */
const crowds = [1, 2, 3, 5, 8, 12, 18, 27, 40, 60];
/** Milliseconds that a person looks at the app between two changes. */
const pause = 5_000;
/** Milliseconds of each step. */
const duration = 15_000;
/** Runs of each size, an odd number: what most of them found is what is said. */
const runs = 3;
/** Milliseconds in which 95 of 100 reruns are to be there. */
const patience = 1_000;

/** How one number of people fared; without reruns where the task did not live through it. */
interface Step {
    readonly people: number;
    readonly reruns: readonly number[];
}

/** One run of a task, with more and more people. */
interface Run {
    /** Seconds from the command to the first answer. */
    readonly start: number;
    /** All but the last were good, and that was not, unless there are no more. */
    readonly steps: readonly Step[];
    /** Most memory at once, in bytes. */
    readonly memory: number;
}

export const usersPerTask: Benchmark = {
    name: "users-per-task",
    title: "How many people a task serves",
    description: "how many people a task of each size serves with reruns within a second; takes root, for control groups; twenty minutes",
    async run() {
        const python = await appPython();
        const found = new Map(sizes.map((size): [Size, Run[]] => [size, []]));
        // In turn, so that what the machine does meanwhile falls on all sizes.
        for (let run = 0; run < runs; run += 1) {
            for (const [size, before] of found) {
                before.push(await measure(size, python));
            }
        }
        return [
            {
                header: ["task", "people", "p50 s", "p95 s", "too many", "p95 s then", "most memory MB", "start s"],
                rows: [...found].map(([size, measured]) => row(size, measured)),
                notes: [
                    `The sample app's plot, run again by each person every ${pause / 1000} seconds or so, in a \`streamlit run\` that a control group holds to the task's size; \`people\` is the largest of ${crowds.join(", ")} whose reruns are there within ${patience / 1000} s for 95 of 100. Median of ${runs} runs in turn, with the lowest and highest, of seconds in those runs that came to so many people; each step takes ${duration / 1000} s. People and task share the machine's cores.`,
                    "The memory is what the group was charged with: what another process had read of the same files before is not in it.",
                    "No peer: nobody publishes such numbers. A processor of Fargate is another than this one, and an app that calculates for longer serves fewer people in proportion.",
                ],
            },
        ];
    },
};

async function measure(size: Size, python: string): Promise<Run> {
    const limited = limit(size);
    try {
        return await measureIn(limited, python);
    } finally {
        limited.remove();
    }
}

async function measureIn({ entries, peak }: Limited, python: string): Promise<Run> {
    const port = await freePort();
    const enter = entries.map((file) => `echo $$ > ${file}`).join(" && ");
    const args = `-m streamlit run app.py --server.headless=true --server.address=127.0.0.1 --server.port=${port}`;
    const began = performance.now();
    const task = await start("bash", ["-c", `${enter} && exec "$0" ${args}`, python], /URL:/, { cwd: path.join(directory, "streamlit") });
    const steps: Step[] = [];
    try {
        await attend(port, 1, 0);
        const seconds = (performance.now() - began) / 1000;
        for (const people of crowds) {
            const step = { people, reruns: await attend(port, people, duration).catch(() => []) };
            steps.push(step);
            if (!isGood(step)) {
                break;
            }
        }
        return { start: seconds, steps, memory: peak() };
    } finally {
        await task.stop();
    }
}

/** So many people open the app, and use it. @returns the milliseconds of their reruns, but for the first of each @throws Error when the task ends */
async function attend(port: number, people: number, milliseconds: number): Promise<number[]> {
    const crowd = Array.from({ length: people }, () => new Person(port));
    try {
        for (const person of crowd) {
            await person.rerun();
        }
        const end = performance.now() + milliseconds;
        const took = await Promise.all(crowd.map((person) => person.useUntil(end, pause)));
        return took.flat();
    } finally {
        crowd.forEach((person) => person.close());
        // What the task does when people leave is not the next step's.
        await sleep(Math.min(milliseconds, 500));
    }
}

function isGood({ reruns }: Step): boolean {
    return reruns.length > 0 && percentile(reruns, 0.95) <= patience;
}

/** The largest crowd that was served; 0 where nobody was. */
function served({ steps }: Run): number {
    return steps.findLast(isGood)?.people ?? 0;
}

/** The crowd that was too large; infinitely many where even the largest was served. */
function tooMany({ steps }: Run): number {
    return steps.find((step) => !isGood(step))?.people ?? Infinity;
}

function row(size: Size, measured: readonly Run[]): string[] {
    /** Seconds of the reruns of so many people, in the runs that came to so many. */
    const seconds = (people: number, value: (reruns: readonly number[]) => number): string => {
        const steps = measured.flatMap((run) => run.steps.filter((step) => step.people === people && step.reruns.length > 0));
        return steps.length === 0
            ? "the task ended"
            : summary(
                  steps.map(({ reruns }) => value(reruns) / 1000),
                  2,
              );
    };
    const p95 = (reruns: readonly number[]): number => percentile(reruns, 0.95);
    const [good, bad] = [measured.map(served), measured.map(tooMany)];
    return [
        `${size.vcpu} vCPU, ${size.memory} GB`,
        summary(good),
        seconds(median(good), median),
        seconds(median(good), p95),
        summary(bad),
        seconds(median(bad), p95),
        summary(measured.map(({ memory }) => memory / 2 ** 20)),
        summary(
            measured.map((run) => run.start),
            1,
        ),
    ];
}
