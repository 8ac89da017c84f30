import type { Action, Listener, ListenerRule } from "../model";
import { meetsCondition } from "./conditions";
import type { ReceivedRequest } from "./received-request";

const sorted = new WeakMap<readonly ListenerRule[], readonly ListenerRule[]>();

/** Sorts here, once, and not only where the plan is made: the wrong order is a way around a login. */
function byPriority(rules: readonly ListenerRule[]): readonly ListenerRule[] {
    const known = sorted.get(rules) ?? [...rules].sort((one, other) => one.priority - other.priority);
    sorted.set(rules, known);
    return known;
}

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
    const rule = byPriority(listener.rules).find((candidate) =>
        candidate.conditions.every((condition) => meetsCondition(condition, request)),
    );
    return rule ?? { name: "default", actions: listener.defaultActions };
}
