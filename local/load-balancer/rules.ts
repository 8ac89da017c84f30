import type { Action, Listener } from "../model";
import { meetsCondition } from "./conditions";
import type { ReceivedRequest } from "./received-request";

/** What a listener does with one request. */
export interface MatchedRule {
    /** Name of the rule, or `default`. */
    readonly name: string;
    readonly actions: readonly Action[];
}

/**
 * The rule with the lowest priority number whose conditions are all met, or the default actions.
 *
 * AWS: "Listener rules for your Application Load Balancer", Rule priority.
 */
export function matchRule(listener: Pick<Listener, "rules" | "defaultActions">, request: ReceivedRequest): MatchedRule {
    // Sorting here and not only where the plan is made: the wrong order is a way around a login.
    const byPriority = [...listener.rules].sort((one, other) => one.priority - other.priority);
    const rule = byPriority.find((candidate) => candidate.conditions.every((condition) => meetsCondition(condition, request)));
    return rule ?? { name: "default", actions: listener.defaultActions };
}
