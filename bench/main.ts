import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import * as path from "node:path";
import { section, type Benchmark } from "./benchmark";
import { capacity } from "./capacity";
import { deployment } from "./deployment";
import { replaceSection } from "./document";
import { evaluation } from "./evaluation";
import { image } from "./image";
import { loadBalancer } from "./load-balancer";
import { startUp } from "./start-up";
import { usersPerTask } from "./users-per-task";

const benchmarks: readonly Benchmark[] = [loadBalancer, evaluation, startUp, deployment, usersPerTask, capacity, image];
const file = path.resolve(__dirname, "..", "docs", "performance.md");

const widest = Math.max(...benchmarks.map(({ name }) => name.length));
const usage = `Measures, prints the tables, and puts them in place of the former ones in docs/performance.md.

    npm run bench [-- NAME ...]      without a name, all of them: about half an hour, and images to build the first time

${benchmarks.map(({ description, name }) => `    ${name.padEnd(widest)}  ${description}`).join("\n")}

    --help  this text
`;

/** `npm run bench [-- NAME ...]`: measures, prints the tables, and puts them in place of the former ones in docs/performance.md. */
async function main(names: readonly string[]): Promise<void> {
    if (names.includes("--help") || names.includes("-h")) {
        console.log(usage);
        return;
    }
    const unknown = names.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
    if (unknown.length > 0) {
        throw new Error(
            `No benchmark ${unknown.join(", ")}; there are: ${benchmarks.map(({ name }) => name).join(", ")}. \`npm run bench -- --help\` says what each does.`,
        );
    }
    for (const benchmark of benchmarks.filter(({ name }) => names.length === 0 || names.includes(name))) {
        process.stderr.write(`${benchmark.name} ...\n`);
        // What else the machine was doing, before we add to it.
        const about = machine();
        const text = section(benchmark, await benchmark.run(), about);
        console.log(`\n${text}\n`);
        writeFileSync(file, replaceSection(readFileSync(file, "utf8"), benchmark.name, text));
    }
}

function machine(): string {
    const model = cpus()[0]?.model.replace(/\s+/g, " ").trim() ?? "unknown processor";
    const date = new Date().toISOString().slice(0, 10);
    const [load = 0] = loadavg();
    const cores = availableParallelism();
    return `${date}, ${cores} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}; load before: ${load.toFixed(1)}`;
}

main(process.argv.slice(2)).then(
    () => process.exit(0),
    (error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exit(1);
    },
);
