import { z } from "zod";
import type { CapacitySettings } from "./capacity";
import { setCommand } from "./config-command";
import type { Configuration } from "./configuration";
import { integer, type SettingDefinition } from "./definition";
import type { Problem } from "./problems";

/** How a new version takes the place of the one before. */
export interface DeploymentSettings {
    /** `rolling` starts new tasks beside the old ones; `blueGreen` also sends them no request before all are healthy, and keeps the old ones for a while. */
    readonly deployment: "rolling" | "blueGreen";
    /** Minutes that a blue/green deployment keeps the old tasks, to return to them at once. */
    readonly bakeTime: number;
    /** Seconds that a task which is to end keeps its open sessions. */
    readonly drain: number;
}

/** The keys of it. */
export const deploymentSettingDefinitions = {
    deployment: { schema: z.enum(["rolling", "blueGreen"], "must be rolling or blueGreen"), example: "rolling", required: true },
    // Source: ECS API Reference, "DeploymentConfiguration", bakeTimeInMinutes.
    bakeTime: { schema: integer(0, 1440, "minutes"), example: "10", required: true },
    // Source: "Edit target group attributes for your Application Load Balancer", deregistration delay.
    drain: { schema: integer(0, 3600, "seconds"), example: "30", required: true },
} as const satisfies Record<string, SettingDefinition<unknown>>;

/** Outside the hours, the page of a closed app stands before the rule for pages: not before one that takes everything with a session cookie. */
export function deploymentProblems({ values: { deployment, schedule } }: Configuration<DeploymentSettings & CapacitySettings>): Problem[] {
    if (deployment !== "blueGreen" || schedule === undefined) {
        return [];
    }
    const rule = "must be rolling where the app has opening hours (schedule)";
    return [{ key: "deployment", value: deployment, rule, mend: setCommand("deployment", "rolling") }];
}
