import { each, redeploy, type Change } from "./change";

const target = "aws:appautoscaling/target:Target streamlit-count";
const policy = "aws:appautoscaling/policy:Policy streamlit-cpu";
const actions = ["start", "stop"].map((name) => `aws:appautoscaling/scheduledAction:ScheduledAction streamlit-${name}`);

/** What opening hours take. */
const hours = [
    ...actions,
    "streamlit-cognito:schedule:Schedule streamlit",
    "aws:lb/listenerRule:ListenerRule streamlit-closed",
    "aws:iam/role:Role streamlit-scheduler",
    "aws:iam/rolePolicy:RolePolicy streamlit-scheduler",
    "aws:scheduler/schedule:Schedule streamlit-close",
    "aws:scheduler/schedule:Schedule streamlit-open",
];

const service = (name: string): string[] => [
    `awsx:ecs:FargateService ${name}`,
    `awsx:ecs:FargateTaskDefinition ${name}`,
    `aws:ecs/service:Service ${name}`,
    `aws:ecs/taskDefinition:TaskDefinition ${name}`,
];

/** Tasks come and go, and what the app gets; each change of the service alone, and undone by unsetting it. */
export const capacityChanges: readonly Change[] = [
    { settings: { maxCount: "4" }, operations: each("create", [target, policy, "streamlit-cognito:scaling:Scaling streamlit"]) },
    // The service itself is left alone: autoscaling decides how many tasks it has.
    { settings: { desiredCount: "2" }, operations: each("update", [target]) },
    { settings: { targetCpu: "50" }, operations: each("update", [policy]) },
    {
        settings: { schedule: '{"open":"08:00","close":"19:00","timezone":"Asia/Tokyo"}' },
        operations: each("create", hours),
        policies: true,
    },
    {
        settings: { spot: "true" },
        operations: [
            ...each("create", [
                "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders streamlit-capacity",
                ...service("streamlit-spot"),
            ]),
            ...each("delete", service("streamlit")),
            ...each("replace", [target, policy, ...actions]),
        ],
    },
    {
        settings: { spot: "false" },
        operations: [
            ...each("create", service("streamlit")),
            ...each("delete", [
                "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders streamlit-capacity",
                ...service("streamlit-spot"),
            ]),
            ...each("replace", [target, policy, ...actions]),
        ],
    },
    // Further apps would have these, too.
    { settings: { schedule: "" }, operations: each("delete", hours) },
    {
        settings: { targetCpu: "", maxCount: "" },
        operations: each("delete", [target, policy, "streamlit-cognito:scaling:Scaling streamlit"]),
    },
    { settings: { environment: '{"GREETING":"Hello"}' }, operations: redeploy },
    {
        settings: { secrets: '{"KEY":"arn:aws:ssm:us-east-1:123456789012:parameter/key"}' },
        operations: [...redeploy, "create aws:iam/rolePolicy:RolePolicy streamlit-execution-secrets"],
    },
    {
        settings: { taskPolicy: '[{"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}]' },
        operations: ["create aws:iam/rolePolicy:RolePolicy streamlit-task-own"],
    },
];
