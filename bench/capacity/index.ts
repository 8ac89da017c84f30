import * as path from "node:path";
import { billOf } from "../../cost/bill";
import { fare, model, peoplePerTask, tasksFor, type TaskSize } from "../../cost/capacity";
import { perPerson, type Usage } from "../../cost/usage";
import type { Stack } from "../../declared/resource";
import { viewOfDeclared } from "../../declared/view";
import { evaluate } from "../../local/evaluate";
import { readStackConfig } from "../../local/stack-config";
import { settingDefinitions } from "../../settings/schema";
import type { Benchmark, Findings } from "../benchmark";
import { declaredOf, withTasks } from "./declared";
import { arrival, demandOf, type Demand } from "./demand";
import { limitsOf, reached } from "./limits";

const directory = path.resolve(__dirname, "..", "..");
const regions = { "N. Virginia": "us-east-1", Tokyo: "ap-northeast-1" } as const;
const crowds = [100, 1_000, 10_000, 100_000];
const smallest: TaskSize = { vcpu: 0.25, memory: 0.5 };
/** Sizes to choose from; the last has a processor to spare. */
const sizes: readonly TaskSize[] = [smallest, { vcpu: 0.5, memory: 1 }, { vcpu: 1, memory: 2 }, { vcpu: 2, memory: 4 }];
/** The size that is cheapest for each person, which the first table shows. */
export const chosen: TaskSize = { vcpu: 1, memory: 2 };
/** Eight hours of 21 working days. */
const [workingDays, busyHours] = [21, 168];
/** The setting's default. */
const targetCpu = settingDefinitions.targetCpu.whenUnset;
/** GB that a task of a busy hour writes to its log in a month. */
const logsGb = 0.5;

/** Calculated, not measured: from what `users-per-task` found and what AWS publishes. */
export const capacity: Benchmark = {
    name: "capacity",
    title: "From one person to 100,000, on paper",
    description:
        "calculates, from what users-per-task measured and AWS's published units and quotas, tasks, cost and what breaks first for 100 to 100,000 people",
    async run() {
        const stack = await evaluate({ directory, ...readStackConfig({ directory, stack: "dev" }) });
        return findings(viewOfDeclared(stack));
    },
};

/** The tables, of a stack with other tasks than it declares. */
export function findings(view: Stack): Findings[] {
    const declared = declaredOf(view);
    const demand = (people: number): Demand => demandOf(people, chosen, declared);
    const limits = limitsOf(declared);
    const [last = 0] = crowds.slice(-1);
    const breaking = reached(limits, demand, 2 * last);
    return [
        sizeTable(view),
        {
            header: ["people at once", "tasks", "LCUs", "USD a month, N. Virginia", "Tokyo", "breaks first"],
            rows: crowds.map((people, index) => {
                const first = breaking.find((limit) => limit.people <= people && limit.people > (crowds[index - 1] ?? 0));
                const { capacityUnits, tasks } = demand(people);
                const cost = Object.values(regions).map((region) => whole(monthly(view, region, people, tasks)));
                return [
                    whole(people),
                    whole(tasks),
                    capacityUnits.toLocaleString("en-US", { maximumFractionDigits: 1 }),
                    ...cost,
                    first === undefined ? "nothing new" : `${first.limit.what}: at ${whole(first.people)}`,
                ];
            }),
            notes: [
                `Tasks of ${sizeText(chosen)}. Each person has a rerun every ${model.pause} seconds and the sample app's plot, ${Math.round(perPerson.rerunGb * 1e6)} kB; everybody arrives within ${arrival / 60} minutes. The LCUs are those of that half hour; what the load balancer sends is the largest of its four dimensions.`,
                `The cost is that of \`npm run cost\`: so many tasks for ${busyHours} hours of the month and one in the others (\`maxCount\`), ${workingDays} sign-ins of each person, three accounts for each person at once, and data to the internet, without discounts for volume. "Breaks first" is what breaks once what broke before has been lifted.`,
            ],
        },
        {
            header: ["breaks", "at people", "there is", "what lifts it", "source"],
            rows: breaking.map(({ limit, people }) => [limit.what, whole(people), whole(limit.most), limit.lift, limit.source]),
            notes: [
                "Quotas are those of a new account; yours may have more. A load balancer grows by itself, in minutes: for thousands who come at the same moment, reserve LCUs before. ECS starts at most 500 tasks of a service a minute, so that replacing all of them for 100,000 people takes more than ten minutes.",
                "Rule evaluations never count: a listener has its first ten for nothing. Cognito's messages and WAF are not in it.",
            ],
        },
    ];
}

/** What a size serves, and the settings that follow from it. */
function sizeTable(view: Stack): Findings {
    const served = sizes.map((size) => ({ size, people: peoplePerTask(size), cpu: fare(peoplePerTask(size), size).cpu }));
    return {
        header: ["task", "people", "CPU then", "USD a month, N. Virginia", "a person", "Tokyo", "a person"],
        rows: served.map(({ cpu, people, size }) => {
            const perTask = Object.values(regions).map((region) => task(view, region, size));
            return [sizeText(size), String(people), percent(cpu), ...perTask.flatMap((usd) => [usd.toFixed(2), (usd / people).toFixed(2)])];
        }),
        notes: [
            `\`people\` is the most whose reruns are there within ${model.patience} s for 95 of 100, by a model with two constants: a rerun takes ${model.cpuSeconds} s of one vCPU, and the slowest 5 % take the longer the fuller the processor is. A test holds it to the table of \`users-per-task\`. A second processor helps nobody: one Streamlit process computes on about one at a time.`,
            `**Choose the size by the people at once:** ${choices(view)}. A larger task serves more than in proportion, because each rerun is over sooner; beyond 1 vCPU, take more tasks. An app that calculates for longer than the sample's plot serves fewer in proportion.`,
            `\`targetCpu\` has to be below \`CPU then\`, as people wait long before the processor is full. Its default, ${targetCpu}, is right for ${sizeText(chosen)}; with 0.5 vCPU set 15, and with 0.25 vCPU their number can hardly follow the load, as ${peoplePerTask(smallest)} people are all that a task serves. \`maxCount\` is the people at once divided by \`people\`, rounded up.`,
        ],
    };
}

/** Which size is cheapest for how many people: `the default for 1, ...`. Never a smaller one for more of them, which saves cents at some number. */
function choices(view: Stack): string {
    const cheapest = (people: number, from: readonly TaskSize[]): TaskSize => {
        const costs = from.map((size) => ({ size, usd: tasksFor(people, size) * task(view, regions["N. Virginia"], size) }));
        return costs.reduce((best, one) => (one.usd < best.usd ? one : best)).size;
    };
    const chosenFor: TaskSize[] = [];
    for (let people = 1; people <= 2 * peoplePerTask(chosen); people += 1) {
        chosenFor.push(cheapest(people, sizes.slice(sizes.indexOf(chosenFor.at(-1) ?? smallest))));
    }
    const changes = chosenFor.flatMap((size, index) => (size === chosenFor[index - 1] ? [] : [index + 1]));
    return changes
        .map((from, index) => {
            const to = changes[index + 1];
            const range = to === undefined ? `${from} or more` : to - 1 === from ? String(from) : `${from} to ${to - 1}`;
            return `${sizeText(chosenFor[from - 1] ?? chosen)} for ${range}`;
        })
        .join("; ");
}

/** USD of one task all month, with its address. */
function task(view: Stack, region: string, size: TaskSize): number {
    const bill = (tasks: number): number => billOf(withTasks(view, size, tasks, tasks), region, usageOf(0, 1)).together;
    return bill(2) - bill(1);
}

function monthly(view: Stack, region: string, people: number, tasks: number): number {
    return billOf(withTasks(view, chosen, 1, tasks), region, usageOf(people, tasks)).together;
}

function usageOf(people: number, tasks: number): Usage {
    return {
        name: "capacity",
        description: "",
        people: 3 * people,
        atOnce: people,
        busyHours,
        signIns: workingDays * people,
        logsGb: logsGb * tasks,
        imagesGb: 1,
        secondsPerRerun: model.pause,
    };
}

function whole(value: number): string {
    return value.toLocaleString("en-US", { maximumFractionDigits: 0 });
}

function percent(share: number): string {
    return `${Math.round(share * 100)}%`;
}

function sizeText({ memory, vcpu }: TaskSize): string {
    return `${vcpu} vCPU, ${memory} GB`;
}
