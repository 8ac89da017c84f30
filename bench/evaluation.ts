import * as path from "node:path";
import type { Benchmark, Findings } from "./benchmark";
import { run } from "./processes";
import { median, summary } from "./statistics";

const root = path.resolve(__dirname, "..");
const rounds = 3;
const register = "ts-node/register";

/** One way to run TypeScript. */
interface Way {
    readonly name: string;
    readonly preload: string;
    readonly project: string;
}

const template: Way = { name: "types checked at each load, as in Pulumi's template", preload: register, project: "tsconfig.json" };
const transpiled: Way = {
    name: "only transpiled, as `noCheck` in `tsconfig.pulumi.json` has Pulumi do",
    preload: `${register}/transpile-only`,
    project: "tsconfig.pulumi.json",
};

const kept: Way = {
    name: "as `npm test` runs them: only transpiled, and what was compiled is kept",
    preload: "./scripts/typescript.cjs",
    project: "tsconfig.json",
};

/** Wall and processor seconds, and megabytes at most. */
interface Cost {
    readonly wall: number;
    readonly processor: number;
    readonly memory: number;
}

const program = ["bench/evaluate-once.ts"];
const unitTests = ["node_modules/mocha/bin/mocha.js", "--no-config", "--timeout", "120000", "test/unit/*.test.ts"];

/** Memory and processor time are what the process itself says at its end. */
async function measure({ preload, project }: Way, args: readonly string[]): Promise<Cost> {
    const began = performance.now();
    const reporter = path.join(root, "bench", "report-usage.cjs");
    const printed = await run(process.execPath, ["-r", reporter, "-r", preload, "-r", "./bench/compile-once.ts", ...args], {
        cwd: root,
        env: { ...process.env, TS_NODE_PROJECT: path.join(root, project) },
    });
    const found = /usage: ([\d.]+) s, (\d+) KB/.exec(printed);
    if (found === null) {
        throw new Error(`No usage was reported:\n${printed}`);
    }
    return { wall: (performance.now() - began) / 1000, processor: Number(found[1]), memory: Number(found[2]) / 1024 };
}

async function compare(what: string, ways: readonly Way[], args: readonly string[]): Promise<Findings> {
    const costs = ways.map((): Cost[] => []);
    for (let round = 0; round < rounds; round += 1) {
        for (const [index, way] of ways.entries()) {
            costs[index]?.push(await measure(way, args));
        }
    }
    const middle = (index: number, key: keyof Cost): number => median((costs[index] ?? []).map((cost) => cost[key]));
    const share = (index: number, key: keyof Cost): string => (middle(index, key) / middle(0, key)).toFixed(2);
    return {
        header: [what, "wall s", "processor s", "MB at most", "of the wall", "of the memory"],
        rows: ways.map(({ name }, index) => [
            name,
            ...(["wall", "processor"] as const).map((key) =>
                summary(
                    (costs[index] ?? []).map((cost) => cost[key]),
                    1,
                ),
            ),
            summary((costs[index] ?? []).map((cost) => cost.memory)),
            share(index, "wall"),
            share(index, "memory"),
        ]),
        notes: [],
    };
}

export const evaluation: Benchmark = {
    name: "evaluation",
    title: "Evaluating the program, and its unit tests, against the settings of Pulumi's template",
    description:
        "one evaluation of the program, and its unit tests, as Pulumi's template runs them and as here: time and memory; five minutes",
    async run() {
        const evaluated = await compare("program", [template, transpiled], program);
        const tested = await compare("unit tests", [template, transpiled, kept], unitTests);
        return [
            evaluated,
            {
                ...tested,
                notes: [
                    `Median of ${rounds} runs, with the lowest and highest. The program is evaluated under Pulumi's mocks: what the engine and the providers take comes on top.`,
                    "Pulumi's template has no tests; the first line is what they would take with its settings.",
                ],
            },
        ];
    },
};
