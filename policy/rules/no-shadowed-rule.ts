import { referred, type Resource, type Stack } from "../../declared/resource";
import { types } from "../../declared/types";
import { listAt } from "../../declared/values";
import type { StackRule } from "../rule";
import { covers, hostsOf, pathsOf, rulesOf } from "../view/listeners";
import { prioritiesOf } from "../view/schedules";

/**
 * The load balancer takes the first rule that matches: one that matches more must not come before one that matches less. A rule that a schedule moves may
 * be out of reach at one of its places.
 */
export const noShadowedRule: StackRule = {
    id: "no-shadowed-rule",
    scope: "stack",
    description: "Every rule can be reached: none before it matches whatever it matches.",
    remedy: "Give the narrower rule the lower priority number, and each rule a priority of its own.",
    types: [types.listenerRule],
    *check(rule, stack) {
        const priorities = prioritiesOf(rule, stack);
        for (const other of rulesOf(stack)) {
            if (other.urn === rule.urn || listenerOf(other, stack) !== listenerOf(rule, stack)) {
                continue;
            }
            const others = prioritiesOf(other, stack);
            const same = priorities.filter((priority) => others.includes(priority));
            if (same.length > 0) {
                yield `${other.name} has the same priority, ${same.join(", ")}`;
            } else if (Math.max(...others) < Math.min(...priorities) && matchesAll(other, rule)) {
                yield `${other.name} comes first and takes all its requests`;
            }
        }
    },
};

function listenerOf(rule: Resource, stack: Stack): string | undefined {
    return referred(stack, rule, ["listenerArn"], types.listener)[0]?.urn;
}

/** Whether a rule certainly matches every request that the other matches. */
function matchesAll(rule: Resource, other: Resource): boolean {
    const understood = listAt(rule.props, "conditions").every((condition) =>
        Object.entries(condition as object).every(([kind, value]) => kind === "hostHeader" || kind === "pathPattern" || value === null),
    );
    return understood && matchesEach(hostsOf(rule), hostsOf(other)) && matchesEach(pathsOf(rule), pathsOf(other));
}

/** An absent condition, an empty list here, matches everything. */
function matchesEach(patterns: readonly string[], others: readonly string[]): boolean {
    return patterns.length === 0 || (others.length > 0 && others.every((other) => patterns.some((pattern) => covers(pattern, other))));
}
