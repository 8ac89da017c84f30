import { integer, trueOrFalse, type SettingDefinition } from "./definition";

/** What the load balancer writes about each request. */
export interface AccessLogsSettings {
    /** Whether it writes anything. */
    readonly accessLogs: boolean;
    /** Days that access logs are kept. */
    readonly accessLogDays: number;
}

/** The access logs' keys of the stack's configuration. */
export const accessLogsSettingDefinitions = {
    accessLogs: { schema: trueOrFalse, example: "false", required: true },
    accessLogDays: { schema: integer(1, 3650, "days"), example: "30", required: true },
} as const satisfies Record<string, SettingDefinition<unknown>>;
