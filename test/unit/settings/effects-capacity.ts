import assert from "node:assert/strict";
import type { DeclaredStack } from "../../../local/declared";
import { capacitySettingDefinitions } from "../../../settings/capacity";
import { taskSettingDefinitions } from "../../../settings/task-environment";
import { label, output, types } from "../support/resources";
import type { Effect } from "./effect";

const task = "FargateService streamlit.taskDefinitionArgs";
const hours = { open: "08:00", close: "19:00", days: "MON-FRI", timezone: "Asia/Tokyo" };
const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:database-a1b2c3";

/** The settings of capacity, and all that each changes. The inputs of new resources are those of scaling.test.ts and schedule.test.ts. */
export const capacityEffects: Readonly<Record<keyof typeof capacitySettingDefinitions | keyof typeof taskSettingDefinitions, Effect>> = {
    maxCount: {
        to: "4",
        expected: (after) => registered(after, "Scaling streamlit", "Target streamlit-count", "Policy streamlit-cpu"),
    },
    targetCpu: {
        to: "50",
        along: { maxCount: "4" },
        expected: () => ({ "Policy streamlit-cpu.targetTrackingScalingPolicyConfiguration.targetValue": 50 }),
    },
    spot: {
        to: "true",
        expected: (after) => {
            const moved = registered(after, "ClusterCapacityProviders streamlit-capacity", "FargateService streamlit-spot");
            const strategy = "FargateService streamlit-spot.capacityProviderStrategies.0";
            assert.equal(moved[`${strategy}.capacityProvider`], "FARGATE_SPOT");
            const same = Object.keys(moved).filter((path) => path.startsWith("FargateService") && !path.startsWith(strategy));
            return {
                ...moved,
                "outputs.service": "streamlit-spot",
                ...Object.fromEntries(same.map((path) => [path.replace("streamlit-spot", "streamlit"), undefined])),
            };
        },
    },
    schedule: {
        to: JSON.stringify(hours),
        expected: (after) =>
            registered(
                after,
                ...["Scaling streamlit", "Target streamlit-count", "ScheduledAction streamlit-start", "ScheduledAction streamlit-stop"],
                ...["Schedule streamlit", "ListenerRule streamlit-closed", "Role streamlit-scheduler", "RolePolicy streamlit-scheduler"],
                ...["Schedule streamlit-close", "Schedule streamlit-open"],
            ),
    },
    environment: {
        to: '{"GREETING":"Hello"}',
        expected: () => ({
            [`${task}.container.environment.12.name`]: "GREETING",
            [`${task}.container.environment.12.value`]: "Hello",
        }),
    },
    secrets: {
        to: JSON.stringify({ DATABASE_URL: { arn: secretArn, key: "url" } }),
        expected: (after) => ({
            [`${task}.container.secrets.0.name`]: "DATABASE_URL",
            [`${task}.container.secrets.0.valueFrom`]: `${secretArn}:url::`,
            "RolePolicy streamlit-execution-secrets": "registered",
            "RolePolicy streamlit-execution-secrets.role": output(after, types.role, "name", "streamlit-execution"),
            "RolePolicy streamlit-execution-secrets.policy": document("secretsmanager:GetSecretValue", [secretArn]),
        }),
    },
    taskPolicy: {
        to: '[{"Action":"s3:GetObject","Resource":["arn:aws:s3:::reports/*"]}]',
        expected: (after) => ({
            "RolePolicy streamlit-task-own": "registered",
            "RolePolicy streamlit-task-own.role": output(after, types.role, "name", "streamlit-task"),
            "RolePolicy streamlit-task-own.policy": document("s3:GetObject", ["arn:aws:s3:::reports/*"]),
        }),
    },
};

function document(action: string, resources: readonly string[]): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: resources }] });
}

/** Everything about some resources that the stack did not have before. */
function registered(stack: DeclaredStack, ...labels: string[]): Record<string, unknown> {
    const entries = labels.flatMap((wanted) => {
        const found = stack.resources.find((resource) => label(resource) === wanted);
        assert.ok(found, `${wanted} is not registered`);
        return [[wanted, "registered"] as const, ...leaves(wanted, found.inputs)];
    });
    return Object.fromEntries(entries);
}

function leaves(path: string, value: unknown): (readonly [string, unknown])[] {
    return typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, item]) => leaves(`${path}.${key}`, item))
        : [[path, value]];
}
