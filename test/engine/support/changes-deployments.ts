import assert from "node:assert/strict";
import { each, redeploy, updatedClient, updatedRules, type Change } from "./change";
import type { Existing, StandInAws } from "./stand-in-aws";

const blueGreen = [
    "aws:cloudwatch/metricAlarm:MetricAlarm streamlit-blue-green-errors",
    "aws:iam/role:Role streamlit-blue-green-role",
    "aws:iam/rolePolicy:RolePolicy streamlit-blue-green-policy",
    "aws:lb/listenerRule:ListenerRule streamlit-session",
    "aws:lb/targetGroup:TargetGroup streamlit-green",
    "streamlit-cognito:blue-green:BlueGreen streamlit-blue-green",
];

const service = "update aws:ecs/service:Service streamlit";

const targetGroups = (...names: string[]): string[] => names.map((name) => `update aws:lb/targetGroup:TargetGroup streamlit-${name}`);

const ruleType = "aws:lb/listenerRule:ListenerRule";

/** What is of interest here of the rule that ECS turns. */
interface ProductionRule {
    readonly actions: readonly {
        readonly forward?: { readonly targetGroups: readonly { readonly arn: string; readonly weight: number }[] };
    }[];
}

function productionRule({ existing }: StandInAws): Existing {
    const rule = existing.find(({ type, name }) => type === ruleType && name === "streamlit-session");
    assert.ok(rule);
    return rule;
}

/** The weights of the two target groups, in the order in which the program declares them. */
function weights(aws: StandInAws): number[] {
    const { actions } = productionRule(aws).inputs as unknown as ProductionRule;
    return actions.flatMap(({ forward }) => forward?.targetGroups ?? []).map(({ weight }) => weight);
}

/** ECS puts a new version's tasks into the other target group, and sends it every request. Source: "Amazon ECS blue/green deployments". */
function shift(aws: StandInAws): void {
    assert.deepEqual(weights(aws), [100, 0]);
    const { id, inputs, name, type } = productionRule(aws);
    const { actions } = inputs as unknown as ProductionRule;
    const turned = actions.map(({ forward, ...action }) =>
        forward === undefined
            ? action
            : { ...action, forward: { targetGroups: forward.targetGroups.map(({ arn, weight }) => ({ arn, weight: 100 - weight })) } },
    );
    aws.update({ type, name }, id, { ...inputs, actions: turned });
}

function isShifted(aws: StandInAws): void {
    assert.deepEqual(weights(aws), [0, 100]);
}

/** One version of the app after the other. */
export const deploymentChanges: readonly Change[] = [
    { settings: { drain: "60" }, operations: targetGroups("tasks") },
    {
        settings: { deployment: "blueGreen" },
        // The rules that forwarded refuse now, and one forwards in their place.
        operations: [...each("create", blueGreen), service, ...updatedRules("machine", "page")],
        policies: true,
    },
    // Where the requests are is left to ECS, also when Pulumi sees it, and when the rule itself changes.
    { settings: { bakeTime: "60" }, meanwhile: shift, operations: [service], afterwards: isShifted },
    {
        settings: { drain: "90", memory: "2048", sessionTimeout: "7200" },
        operations: [...redeploy, updatedClient, ...updatedRules("machine", "page", "session"), ...targetGroups("tasks", "green")],
        afterwards: isShifted,
    },
    {
        settings: { deployment: "rolling" },
        operations: [...each("delete", blueGreen), service, ...updatedRules("machine", "page")],
    },
];
