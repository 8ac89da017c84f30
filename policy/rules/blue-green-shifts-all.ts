import { isDeepStrictEqual } from "node:util";
import { ofType, type Resource, type Stack } from "../../declared/resource";
import { serviceTypes, types } from "../../declared/types";
import { at, listAt, show, textsAt } from "../../declared/values";
import type { StackRule } from "../rule";
import { actionsOf, forwards, rulesOf } from "../view/listeners";

/**
 * ECS turns one rule. Requests that another rule sends to the old version's tasks have nowhere to go once these are gone; and an alarm that nobody
 * looks at, or that is not there, lets a version stay that answers with errors. Source: "Amazon ECS blue/green deployments".
 */
export const blueGreenShiftsAll: StackRule = {
    id: "blue-green-shifts-all",
    scope: "stack",
    description: "A blue/green deployment shifts every request, between two target groups that are alike, and back when an alarm goes off.",
    remedy: "Let one rule forward to the two target groups, name it as the service's productionListenerRule, and let the service's alarms roll back.",
    types: serviceTypes,
    *check({ props }, stack) {
        const strategy = at(props, "deploymentConfiguration", "strategy") ?? "ROLLING";
        if (strategy === "ROLLING") {
            return;
        }
        for (const target of listAt(props, "loadBalancers")) {
            const [first, second] = [at(target, "targetGroupArn"), at(target, "advancedConfiguration", "alternateTargetGroupArn")];
            const production = at(target, "advancedConfiguration", "productionListenerRule");
            for (const rule of rulesOf(stack).filter((each) => forwardsTo(each, [first, second]))) {
                if (!rule.references.some((reference) => reference === production)) {
                    yield `${rule.name} forwards to its tasks, too, and is not shifted`;
                }
            }
            const [one, other] = [first, second].map((arn) => propsOf(stack, arn));
            if (one === undefined || !isDeepStrictEqual(one, other)) {
                yield "its two target groups differ";
            }
        }
        const alarms = at(props, "alarms");
        if (at(alarms, "enable") !== true || at(alarms, "rollback") !== true || textsAt(alarms, "alarmNames").length === 0) {
            yield `alarms is ${show(alarms)}`;
        }
    },
};

function forwardsTo(rule: Resource, arns: readonly unknown[]): boolean {
    return actionsOf(rule)
        .filter(forwards)
        .flatMap((action) => [at(action, "targetGroupArn"), ...listAt(action, "forward", "targetGroups").map((group) => at(group, "arn"))])
        .some((arn) => arn !== undefined && arns.includes(arn));
}

/** What was asked of a target group; from the engine, its outputs are among them, and differ. */
function propsOf(stack: Stack, arn: unknown): object | undefined {
    const group = ofType(stack, types.targetGroup).find(({ references }) => references.some((reference) => reference === arn));
    const asked = ["deregistrationDelay", "healthCheck", "port", "protocol", "stickiness", "targetType", "vpcId"];
    return group && Object.fromEntries(asked.map((property) => [property, at(group.props, property)]));
}
