import { removeCommand } from "./config-command";
import type { Configuration } from "./configuration";
import { integer, structure, trueOrFalse, type SettingDefinition } from "./definition";
import { openingHours, type OpeningHours } from "./opening-hours";
import type { Problem } from "./problems";

/** How many tasks run, when, and on which capacity. */
export interface CapacitySettings {
    /** Most tasks that may run at once; `desiredCount` is then the least. @default as many as `desiredCount`, always */
    readonly maxCount: number | undefined;
    /** Percent of the tasks' CPU that their number is to keep in use. @default 30 */
    readonly targetCpu: number;
    /** Whether the tasks run on Fargate's spare capacity, which AWS may take back with two minutes' notice. */
    readonly spot: boolean;
    /** When the app is open; no task runs while it is closed. @default always */
    readonly schedule: OpeningHours | undefined;
}

/** Most tasks of an app: the bound is there against a mistyped number. */
export const mostTasks = 100;

/** The settings of capacity. */
export const capacitySettingDefinitions = {
    maxCount: { schema: integer(2, mostTasks, "tasks"), example: "4", required: false },
    targetCpu: { schema: integer(10, 90, "percent"), example: "30", required: false, whenUnset: 30 },
    spot: { schema: trueOrFalse, example: "false", required: true },
    schedule: {
        schema: structure(
            openingHours,
            'must be JSON of opening hours, such as {"open":"08:00","close":"19:00","days":"MON-FRI","timezone":"Asia/Tokyo"}',
        ),
        example: `'{"open":"08:00","close":"19:00","days":"MON-FRI","timezone":"Asia/Tokyo"}'`,
        required: false,
    },
} as const satisfies Record<string, SettingDefinition<unknown>>;

/** What is wrong with the number of tasks, beside each other. */
export function capacityProblems({
    values: { desiredCount, maxCount, targetCpu },
    set,
}: Configuration<CapacitySettings & { readonly desiredCount: number }>): Problem[] {
    const problems: Problem[] = [];
    if (maxCount !== undefined && desiredCount !== undefined && maxCount <= desiredCount) {
        const rule = `must be more than desiredCount, which is ${desiredCount}; without it, so many tasks always run`;
        problems.push({ key: "maxCount", value: String(maxCount), rule, mend: removeCommand("maxCount") });
    }
    if (targetCpu !== undefined && set.has("targetCpu") && !set.has("maxCount")) {
        const rule = "has an effect only with maxCount";
        problems.push({ key: "targetCpu", value: String(targetCpu), rule, mend: removeCommand("targetCpu") });
    }
    return problems;
}
