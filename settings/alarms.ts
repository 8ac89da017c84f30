import { z } from "zod";
import { setCommand } from "./config-command";
import type { Configuration } from "./configuration";
import { integer, trueOrFalse, type SettingDefinition } from "./definition";
import type { Problem } from "./problems";

/** What tells the owner how the stack is. */
export interface AlarmsSettings {
    /** Address that alarms go to. @default there are no alarms */
    readonly alarmEmail: string | undefined;
    /** USD that the whole AWS account may cost a month before a mail says so. @default no budget */
    readonly monthlyBudget: number | undefined;
    /** Whether there is a dashboard. */
    readonly dashboard: boolean;
}

/** The keys of the stack's configuration about alarms and figures. */
export const alarmsSettingDefinitions = {
    alarmEmail: { schema: z.email("must be an email address"), example: "ada@example.com", required: false },
    monthlyBudget: { schema: integer(1, 1_000_000, "USD"), example: "50", required: false },
    dashboard: { schema: trueOrFalse, example: "false", required: true },
} as const satisfies Record<string, SettingDefinition<unknown>>;

/** A budget tells nobody without an address. */
export function alarmsProblems({ values: { monthlyBudget }, set }: Configuration<AlarmsSettings>): Problem[] {
    if (monthlyBudget === undefined || set.has("alarmEmail")) {
        return [];
    }
    const mend = setCommand("alarmEmail", alarmsSettingDefinitions.alarmEmail.example);
    return [{ key: "alarmEmail", value: undefined, rule: "must be set, because monthlyBudget tells it", mend }];
}
