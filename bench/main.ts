import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import * as path from "node:path";
import { table, type Benchmark, type Findings } from "./benchmark";
import { deployment } from "./deployment";
import { replaceSection } from "./document";
import { evaluation } from "./evaluation";
import { loadBalancer } from "./load-balancer";
import { startUp } from "./start-up";
import { usersPerTask } from "./users-per-task";

const benchmarks: readonly Benchmark[] = [loadBalancer, evaluation, startUp, deployment, usersPerTask];
const file = path.resolve(__dirname, "..", "docs", "performance.md");

/** `npm run bench [-- NAME ...]`: measures, prints the tables, and puts them in place of the former ones in docs/performance.md. */
async function main(names: readonly string[]): Promise<void> {
    const unknown = names.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
    if (unknown.length > 0) {
        throw new Error(`No benchmark ${unknown.join(", ")}; there are: ${benchmarks.map(({ name }) => name).join(", ")}.`);
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

function section({ name, title }: Benchmark, findings: readonly Findings[], about: string): string {
    const blocks = findings.flatMap((found) => [
        table(found),
        ...(found.notes.length > 0 ? [found.notes.map((note) => `- ${note}`).join("\n")] : []),
    ]);
    return [`## ${title}`, `\`npm run bench -- ${name}\`: ${about}.`, ...blocks].join("\n\n");
}

main(process.argv.slice(2)).then(
    () => process.exit(0),
    (error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exit(1);
    },
);
