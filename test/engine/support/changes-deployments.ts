import { each, redeploy, updatedRules, type Change } from "./change";

const blueGreen = [
    "aws:cloudwatch/metricAlarm:MetricAlarm streamlit-blue-green-errors",
    "aws:iam/role:Role streamlit-blue-green-role",
    "aws:iam/rolePolicy:RolePolicy streamlit-blue-green-policy",
    "aws:lb/listenerRule:ListenerRule streamlit-session",
    "aws:lb/targetGroup:TargetGroup streamlit-tasks-green",
    "streamlit-cognito:blue-green:BlueGreen streamlit-blue-green",
];

const service = "update aws:ecs/service:Service streamlit";

const targetGroups = (...names: string[]): string[] => names.map((name) => `update aws:lb/targetGroup:TargetGroup streamlit-${name}`);

/** One version of the app after the other. */
export const deploymentChanges: readonly Change[] = [
    { settings: { drain: "60" }, operations: targetGroups("tasks") },
    {
        settings: { deployment: "blueGreen" },
        // The rules that forwarded refuse now, and one forwards in their place.
        operations: [...each("create", blueGreen), service, ...updatedRules("machine", "page")],
        policies: true,
    },
    { settings: { bakeTime: "60" }, operations: [service] },
    { settings: { drain: "90", memory: "2048" }, operations: [...redeploy, ...targetGroups("tasks", "tasks-green")] },
    {
        settings: { deployment: "rolling" },
        operations: [...each("delete", blueGreen), service, ...updatedRules("machine", "page")],
    },
];
