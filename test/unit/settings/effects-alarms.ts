import type { DeclaredStack } from "../../../local/declared";
import { registered } from "../support/changes";
import { types } from "../support/resources";
import type { Effect } from "./effect";

const cloudWatch = "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1";

function alarmsOf(after: DeclaredStack): Record<string, unknown> {
    return Object.assign({}, ...after.ofType(types.metricAlarm).map(({ name }) => registered(after, types.metricAlarm, name))) as Record<
        string,
        unknown
    >;
}

/** What the settings of alarms change in the declared stack; what these are is told whole in unit/alarms.test.ts. */
export const alarmsEffects = {
    alarmEmail: {
        to: "ada@example.com",
        expected: (after) => ({
            ...registered(after, types.alarms),
            ...registered(after, types.topic),
            ...registered(after, types.topicPolicy),
            ...registered(after, types.topicSubscription),
            ...alarmsOf(after),
            "outputs.alarmsUrl": `${cloudWatch}#alarmsV2:`,
        }),
    },
    monthlyBudget: { to: "50", along: { alarmEmail: "ada@example.com" }, expected: (after) => registered(after, types.budget) },
    dashboard: {
        to: "true",
        expected: (after) => ({
            ...registered(after, types.dashboardComponent),
            ...registered(after, types.dashboard),
            "outputs.dashboardUrl": `${cloudWatch}#dashboards/dashboard/${String(after.outputs["cluster"])}`,
            "outputs.logsUrl": `${cloudWatch}#logsV2:log-groups/log-group/${String(after.outputs["logGroup"])}`,
        }),
    },
} as const satisfies Record<string, Effect>;
