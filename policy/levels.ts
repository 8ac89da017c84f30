import * as fs from "node:fs";
import { z } from "zod";

/** What a violation does: `mandatory` fails, `advisory` is only shown, `disabled` is not looked for. */
export type Level = "mandatory" | "advisory" | "disabled";

/** A mistake in the levels' file: the message is meant for people. */
export class LevelsError extends Error {
    override readonly name = "LevelsError";
}

const level = z.enum(["mandatory", "advisory", "disabled"]);
const schema = z.record(z.string(), z.union([level, z.object({ enforcementLevel: level }).transform((entry) => entry.enforcementLevel)]));

/**
 * Reads which rules a stack deliberately does without, from the same JSON file that `pulumi preview --policy-pack-config` takes:
 * `{ "no-nat-gateway": "disabled" }`. The key `all` stands for every rule that is not named.
 *
 * @throws LevelsError for a file that cannot be read, or that names no rule.
 */
export function readLevels(file: string, ids: readonly string[]): (id: string) => Level {
    const levels = parse(file);
    const stranger = Object.keys(levels).find((id) => id !== "all" && !ids.includes(id));
    if (stranger !== undefined) {
        throw new LevelsError(`${file} names ${stranger}, which is no rule. \`npm run policy\` lists the rules.`);
    }
    return (id) => levels[id] ?? levels["all"] ?? "mandatory";
}

function parse(file: string): Readonly<Record<string, Level>> {
    try {
        return schema.parse(JSON.parse(fs.readFileSync(file, "utf8")));
    } catch (error) {
        const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
        throw new LevelsError(`${file} cannot be read as levels of rules, such as {"no-nat-gateway":"disabled"}: ${why}`);
    }
}
