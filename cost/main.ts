// `npm run cost`: what the declared stack costs a month, before anything is deployed.
import * as path from "node:path";
import { commandWith, readCommandLine, runMain, UsageError } from "../local/command-line";
import { readDefaults, readStackConfig, type StackConfig } from "../local/stack-config";
import { differences, type Difference } from "./differences";
import { trials, withoutEach } from "./options";
import type { PricedStack } from "./price-stack";
import { addedByOptions, addedBySettings, renderBill, renderDifferences, renderPrices } from "./render";
import { profiles, type Usage } from "./usage";

const usage = `Prints what the declared stack costs a month, item by item, and what each setting that is not the default adds.

    npm run cost -- [options]

    --stack NAME     stack whose settings are used                             [dev]
    --secrets FILE   YAML file of values in the place of encrypted settings
    --profile NAME   one use instead of all: ${profiles.map(({ name }) => name).join(", ")}
    --options        also what every setting would add, at its example
    --prices         every price, with its source and date, and nothing else
    --json           the same for programs
    --help           this text

The line "together" is the sum for the tasks that are declared. Where those are too few for the people of a use, "with enough tasks" is the sum with as
many as they take, and a note says how many: all month where their number is fixed (desiredCount), in busy hours where it scales (maxCount).

The uses are described in docs/cost.md. Nothing is asked of AWS: prices are those of cost/prices.ts.
`;

/** The program's folder. */
const directory = path.resolve(__dirname, "..");

async function main(): Promise<void> {
    const values = readCommandLine("npm run cost", {
        stack: { type: "string" },
        secrets: { type: "string" },
        profile: { type: "string" },
        options: { type: "boolean" },
        prices: { type: "boolean" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
    } as const);
    if (values.help === true || values.prices === true) {
        console.log(values.help === true ? usage : renderPrices());
        return;
    }
    const usages = usagesOf(values.profile);
    const { stack = "dev", secrets, profile, options: all, json } = values;
    const secretsCommand = commandWith("npm run cost", { stack, profile, options: all, json, secrets: "FILE" });
    const stackConfig = readStackConfig({ directory, stack, secrets, secretsCommand });
    // Loads Pulumi, which takes a second: not before the command line is known to be right.
    const { priceStack } = await import("./price-stack");
    const priced = await priceStack(directory, stackConfig, usages);
    const set = await added(stackConfig, priced, usages);
    const options = values.options === true ? await tried(stackConfig, priced, usages) : undefined;
    console.log(
        values.json === true
            ? JSON.stringify({ stack: stackConfig.stack, profiles: usages, ...priced, set, options }, undefined, 4)
            : [
                  renderBill(stackConfig.stack, priced, usages),
                  ...(set.length === 0 ? [] : ["", renderDifferences(addedBySettings, set, usages)]),
                  ...(options === undefined ? [] : ["", renderDifferences(addedByOptions, options, usages)]),
              ].join("\n"),
    );
}

function usagesOf(name: string | undefined): readonly Usage[] {
    const found = profiles.filter((profile) => name === undefined || profile.name === name);
    if (found.length === 0) {
        throw new UsageError(`There is no profile ${name ?? ""}; there are ${profiles.map((profile) => profile.name).join(", ")}.`);
    }
    return found;
}

/** Own keys of the stack, without the project. */
function ownValues({ config, project }: StackConfig): Record<string, string> {
    const own = Object.entries(config).filter(([key]) => key.startsWith(`${project}:`));
    return Object.fromEntries(own.map(([key, value]) => [key.slice(project.length + 1), value]));
}

/** What would be saved without each setting, turned around. */
async function added(stackConfig: StackConfig, priced: PricedStack, usages: readonly Usage[]): Promise<Difference[]> {
    const own = ownValues(stackConfig);
    const without = await differences(directory, stackConfig, priced, withoutEach(own, readDefaults(directory)), usages);
    return without.map(({ set, usd, ...rest }) => ({
        ...rest,
        set: Object.fromEntries(Object.keys(set).map((key) => [key, own[key] ?? ""])),
        ...(usd === undefined ? {} : { usd: usd.map((value) => -value) }),
    }));
}

async function tried(stackConfig: StackConfig, priced: PricedStack, usages: readonly Usage[]): Promise<Difference[]> {
    const own = ownValues(stackConfig);
    const news = trials().filter(({ set }) => Object.entries(set).some(([key, value]) => own[key] !== value));
    return differences(directory, stackConfig, priced, news, usages);
}

runMain(main);
