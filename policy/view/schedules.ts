import { ofType, type Resource, type Stack } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, listAt, numberAt, textAt } from "../../declared/values";

/** One rule of a listener, and the place that a schedule gives it. */
export interface Move {
    readonly schedule: Resource;
    /** ARN of the rule. */
    readonly rule: string;
    readonly priority: number;
}

/** The one call of AWS by which a schedule moves rules. Source: EventBridge Scheduler User Guide, "Using universal targets". */
export const setRulePriorities = "arn:aws:scheduler:::aws-sdk:elasticloadbalancingv2:setRulePriorities";

/** What a schedule moves; nothing where it calls something else. */
export function movesOf(schedule: Resource): Move[] {
    const input = textAt(schedule.props, "target", "input");
    if (at(schedule.props, "target", "arn") !== setRulePriorities || input === undefined) {
        return [];
    }
    const pairs = listAt(JSON.parse(input), "RulePriorities");
    return pairs.map((pair) => ({ schedule, rule: String(at(pair, "RuleArn")), priority: numberAt(pair, "Priority") }));
}

/** Every place that a rule has at some time: the declared one, and those that schedules give it. */
export function prioritiesOf(rule: Resource, stack: Stack): number[] {
    const moves = ofType(stack, types.schedule).flatMap(movesOf);
    const moved = moves.filter(({ rule: arn }) => rule.references.includes(arn)).map(({ priority }) => priority);
    return [...new Set([numberAt(rule.props, "priority"), ...moved])];
}
