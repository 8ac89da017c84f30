import type { DeclaredStack } from "../../local/declared";
import { settingDefinitions } from "../../settings/schema";
import { declare, stackConfig, type Overrides } from "../unit/support/declare";
import { stacks } from "./stacks";

/** Names of the settings that a stack has otherwise than by default. */
function changedSettings(overrides: Overrides): string[] {
    const { project, config } = stackConfig(overrides);
    const { config: defaults } = stackConfig(overrides.project === undefined ? {} : { project });
    return Object.keys(settingDefinitions).filter((key) => config[`${project}:${key}`] !== defaults[`${project}:${key}`]);
}

/** Hosted zones that the program looked up: id to name. */
function lookedUpZones(calls: DeclaredStack["calls"]): Record<string, string> {
    const found = calls.filter(({ token }) => token === "aws:route53/getZone:getZone");
    return Object.fromEntries(found.map(({ inputs, answer }) => [String(answer["zoneId"]), String(inputs["name"])]));
}

/** Prints the settings' names, and every stack, as JSON. */
async function main(): Promise<void> {
    const declared: Record<string, unknown> = {};
    for (const [name, overrides] of Object.entries(stacks)) {
        const { region, resources, calls } = await declare(overrides);
        declared[name] = { region, resources, settings: changedSettings(overrides), zones: lookedUpZones(calls) };
    }
    process.stdout.write(JSON.stringify({ settings: Object.keys(settingDefinitions), stacks: declared }));
}

void main();
