import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../local/tasks/ports";
import { appPython } from "../app-python";
import type { Benchmark } from "../benchmark";
import { start } from "../processes";
import { median, percentile } from "../statistics";
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
const duration = 12_000;
/** Milliseconds in which 95 of 100 reruns are to be there. */
const patience = 1_000;

/** How one number of people fared; without reruns where the task did not live through it. */
interface Step {
    readonly people: number;
    readonly reruns: readonly number[];
}

interface Capacity {
    readonly size: Size;
    /** Seconds from the command to the first answer. */
    readonly start: number;
    readonly good: Step | undefined;
    readonly bad: Step | undefined;
    /** Most memory at once, in bytes. */
    readonly memory: number;
}

export const usersPerTask: Benchmark = {
    name: "users-per-task",
    title: "How many people a task serves",
    description: "how many people a task of each size serves with reruns within a second; takes root, for control groups; five minutes",
    async run() {
        const python = await appPython();
        const found: Capacity[] = [];
        for (const size of sizes) {
            found.push(await measure(size, python));
        }
        return [
            {
                header: ["task", "people", "p50 s", "p95 s", "too many", "p95 s then", "most memory MB", "start s"],
                rows: found.map(row),
                notes: [
                    `The sample app's plot, run again by each person every ${pause / 1000} seconds or so, in a \`streamlit run\` that a control group holds to the task's size; \`people\` is the largest of ${crowds.join(", ")} whose reruns are there within ${patience / 1000} s for 95 of 100. One run of ${duration / 1000} s each, so that another run may find a step more or less where one is close to the second. People and task share the machine's cores.`,
                    "The memory is what the group was charged with: what another process had read of the same files before is not in it.",
                    "No peer: nobody publishes such numbers. A processor of Fargate is another than this one, and an app that calculates for longer serves fewer people in proportion.",
                ],
            },
        ];
    },
};

async function measure(size: Size, python: string): Promise<Capacity> {
    const limited = limit(size);
    try {
        return await measureIn(size, limited, python);
    } finally {
        limited.remove();
    }
}

async function measureIn(size: Size, { entries, peak }: Limited, python: string): Promise<Capacity> {
    const port = await freePort();
    const enter = entries.map((file) => `echo $$ > ${file}`).join(" && ");
    const args = `-m streamlit run app.py --server.headless=true --server.address=127.0.0.1 --server.port=${port}`;
    const began = performance.now();
    const task = await start("bash", ["-c", `${enter} && exec "$0" ${args}`, python], /URL:/, { cwd: path.join(directory, "streamlit") });
    let [good, bad]: [Step | undefined, Step | undefined] = [undefined, undefined];
    try {
        await attend(port, 1, 0);
        const seconds = (performance.now() - began) / 1000;
        for (const people of crowds) {
            const step = { people, reruns: await attend(port, people, duration).catch(() => []) };
            if (step.reruns.length === 0 || percentile(step.reruns, 0.95) > patience) {
                bad = step;
                break;
            }
            good = step;
        }
        return { size, start: seconds, good, bad, memory: peak() };
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

function row({ size, start: began, good, bad, memory }: Capacity): string[] {
    const seconds = (step: Step | undefined, value: (reruns: readonly number[]) => number): string =>
        step === undefined || step.reruns.length === 0 ? "" : (value(step.reruns) / 1000).toFixed(2);
    return [
        `${size.vcpu} vCPU, ${size.memory} GB`,
        String(good?.people ?? 0),
        seconds(good, median),
        seconds(good, (reruns) => percentile(reruns, 0.95)),
        bad === undefined ? "" : String(bad.people),
        bad?.reruns.length === 0 ? "the task ended" : seconds(bad, (reruns) => percentile(reruns, 0.95)),
        (memory / 2 ** 20).toFixed(0),
        began.toFixed(1),
    ];
}
