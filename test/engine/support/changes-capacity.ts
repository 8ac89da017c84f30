import type { Change } from "./changes";
import type { Operation } from "./operations";

const target = "aws:appautoscaling/target:Target streamlit-count";
const policy = "aws:appautoscaling/policy:Policy streamlit-cpu";
const actions = ["start", "stop"].map((name) => `aws:appautoscaling/scheduledAction:ScheduledAction streamlit-${name}`);

const redeploy: readonly Operation[] = [
    "replace aws:ecs/taskDefinition:TaskDefinition streamlit",
    "update aws:ecs/service:Service streamlit",
];

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

const each = (operation: string, resources: readonly string[]): Operation[] => resources.map((resource) => `${operation} ${resource}`);

/** Tasks come and go, and what the app gets; each change of the service alone, and undone by unsetting it. */
export const capacityChanges: readonly Change[] = [
    { setting: "maxCount", value: "4", operations: each("create", [target, policy, "streamlit-cognito:scaling:Scaling streamlit"]) },
    // The service itself is left alone: autoscaling decides how many tasks it has.
    { setting: "desiredCount", value: "2", operations: each("update", [target]) },
    { setting: "targetCpu", value: "50", operations: each("update", [policy]) },
    {
        setting: "schedule",
        value: '{"open":"08:00","close":"19:00","timezone":"Asia/Tokyo"}',
        operations: each("create", hours),
        policies: true,
    },
    {
        setting: "spot",
        value: "true",
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
        setting: "spot",
        value: "false",
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
    { setting: "schedule", value: "", operations: each("delete", hours) },
    { setting: "targetCpu", value: "", operations: each("update", [policy]) },
    { setting: "maxCount", value: "", operations: each("delete", [target, policy, "streamlit-cognito:scaling:Scaling streamlit"]) },
    { setting: "environment", value: '{"GREETING":"Hello"}', operations: redeploy },
    {
        setting: "secrets",
        value: '{"KEY":"arn:aws:ssm:us-east-1:123456789012:parameter/key"}',
        operations: [...redeploy, "create aws:iam/rolePolicy:RolePolicy streamlit-execution-secrets"],
    },
    {
        setting: "taskPolicy",
        value: '[{"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}]',
        operations: ["create aws:iam/rolePolicy:RolePolicy streamlit-task-own"],
    },
];
