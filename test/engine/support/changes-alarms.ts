import type { Change } from "./change";
import type { Operation } from "./operations";

/** What tells the owner, by mail. */
export const alarmChanges: readonly Change[] = [
    {
        settings: { alarmEmail: "ada@example.com" },
        operations: [
            ...["streamlit", "reports"].flatMap((app) =>
                ["cpu", "errors", "memory", "running", "slow", "unhealthy"].map(
                    (what): Operation => `create aws:cloudwatch/metricAlarm:MetricAlarm ${app}-${what}`,
                ),
            ),
            "create aws:cloudwatch/metricAlarm:MetricAlarm streamlit-load-balancer-errors",
            "create aws:sns/topic:Topic streamlit-alarms",
            "create aws:sns/topicPolicy:TopicPolicy streamlit-alarms",
            "create aws:sns/topicSubscription:TopicSubscription streamlit-alarms",
            "create streamlit-cognito:alarms:Alarms streamlit",
        ],
    },
    { settings: { monthlyBudget: "50" }, operations: ["create aws:budgets/budget:Budget streamlit-month"] },
];

/** What shows the owner the figures. */
export const dashboardChanges: readonly Change[] = [
    {
        settings: { dashboard: "true" },
        operations: [
            "create aws:cloudwatch/dashboard:Dashboard streamlit-dashboard",
            "create streamlit-cognito:dashboard:Dashboard streamlit",
        ],
    },
];
