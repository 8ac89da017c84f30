import { types } from "../../../declared/types";
import { edit, remove, under, whatever, type Mutation } from "../mutation";

const running = [types.metricAlarm, "streamlit-running"] as const;
const policy = [types.topicPolicy, "streamlit-alarms"] as const;
const mail = [types.topicSubscription, "streamlit-alarms"] as const;

/** Whom alarms tell, where there are any, and who may speak for them. */
export const alarmsMutations: readonly Mutation[] = under({ alarmEmail: "ada@example.com" }, [
    remove("took the owner's address from the alarms", "alarms-tell", mail),
    edit("had an alarm tell nobody", "alarms-tell", running, ["alarmActions"], whatever, []),
    edit("switched an alarm off", "alarms-tell", running, ["actionsEnabled"], undefined, false),
    edit("let everyone speak for the alarms", "service-grants", policy, ["policy", "Statement", 0, "Principal"], whatever, "*"),
    edit(
        "let any account's alarms speak for these",
        "service-grants",
        policy,
        ["policy", "Statement", 0, "Condition"],
        whatever,
        undefined,
    ),
]);
