// `npm run mutation`: shows which rule, and which unit test, notices each dangerous edit of what the program declares.
import { readCommandLine, runMain } from "../../local/command-line";
import { caughtBy } from "./caught-by";
import { mutate, stackOf, type Mutation } from "./mutation";
import { mutations } from "./mutations";

const usage = `Applies dangerous edits to what the program declares, one at a time, and shows what notices them.

    npm run mutation -- [options]

    --unit         the unit tests of the program, too; takes minutes
    --first        of the unit tests, only the first that notices
    --only TEXT    edits whose description or resource contains the text
    --help         this text
`;

interface Row {
    readonly mutation: Mutation;
    readonly policies: readonly string[];
    /** Undefined where the unit tests were not asked for. */
    readonly specs: readonly string[] | undefined;
}

async function main(): Promise<void> {
    const options = {
        unit: { type: "boolean" },
        first: { type: "boolean" },
        only: { type: "string" },
        help: { type: "boolean", short: "h" },
    } as const;
    const values = readCommandLine("npm run mutation", options);
    if (values.help === true) {
        console.log(usage);
        return;
    }
    const only = values.only ?? "";
    const chosen = mutations.filter(({ what, label }) => what.includes(only) || label.includes(only));
    if (chosen.length === 0) {
        throw new Error(`No edit's description or resource contains ${JSON.stringify(only)}.`);
    }
    const rows = await run(chosen, values.unit === true || values.first === true, values.first !== true);
    print(rows);
    const missed = rows.filter(({ mutation, policies, specs }) => !policies.includes(mutation.caughtBy) || specs?.length === 0);
    process.exitCode = missed.length === 0 ? 0 : 1;
}

async function run(chosen: readonly Mutation[], unit: boolean, all: boolean): Promise<Row[]> {
    const specsOf = unit ? (await import("./unit-tests")).failingSpecs : undefined;
    const unmutated = [...new Set(await Promise.all(chosen.map(stackOf)))];
    const failing = new Set([...unmutated.flatMap(caughtBy), ...((await specsOf?.(undefined, true)) ?? [])]);
    if (failing.size > 0) {
        throw new Error(`Nothing can be told while these fail without any edit: ${[...failing].join(", ")}.`);
    }
    const rows: Row[] = [];
    for (const mutation of chosen) {
        rows.push({ mutation, policies: caughtBy(mutate(mutation, await stackOf(mutation))), specs: await specsOf?.(mutation, all) });
    }
    return rows;
}

function print(rows: readonly Row[]): void {
    const cells = rows.map(({ mutation, policies, specs }) => {
        // The rule that is for the edit comes first.
        const [first, ...more] = [...policies].sort(
            (one, other) => Number(other === mutation.caughtBy) - Number(one === mutation.caughtBy),
        );
        const rules = first === mutation.caughtBy ? [first, ...more].join(", ") : `MISSED by ${mutation.caughtBy}`;
        return [mutation.what, mutation.label, rules, ...(specs === undefined ? [] : [specs.join(", ") || "MISSED"])];
    });
    const heads = ["somebody ...", "resource", "caught by policy", "caught by unit tests"];
    const table = [heads.slice(0, cells[0]?.length ?? 0), ...cells];
    const widths = heads.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
    for (const row of table) {
        console.log(
            row
                .map((cell, column) => cell.padEnd(widths[column] ?? 0))
                .join("  ")
                .trimEnd(),
        );
    }
    const byPolicy = rows.filter(({ mutation, policies }) => policies.includes(mutation.caughtBy)).length;
    const byUnit = rows.filter(({ specs }) => specs !== undefined && specs.length > 0).length;
    console.log(
        `\n${rows.length} edits: ${byPolicy} caught by their policy${rows[0]?.specs === undefined ? "" : `, ${byUnit} by unit tests`}.`,
    );
}

runMain(main);
