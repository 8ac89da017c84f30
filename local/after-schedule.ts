import { UsageError } from "./command-line";
import type { Listener, Plan } from "./model";

/**
 * The plan as it is after a declared schedule has moved rules of its listeners (Elastic Load Balancing API Reference, "SetRulePriorities").
 *
 * @param name the declared schedule's resource name
 * @throws UsageError where there is none of this name; Error where two rules would have one priority, which AWS refuses.
 */
export function afterSchedule(plan: Plan, name: string): Plan {
    const schedule = plan.schedules.find((candidate) => candidate.name === name);
    if (schedule === undefined) {
        const names = plan.schedules.map((candidate) => candidate.name).join(", ");
        throw new UsageError(`The program declares no schedule ${name}; ${names === "" ? "it declares none" : `there are ${names}`}.`);
    }
    const moved = new Map(schedule.priorities.map(({ arn, priority }) => [arn, priority]));
    const listeners = plan.loadBalancer.listeners.map((listener) => reordered(listener, moved, name));
    return { ...plan, loadBalancer: { ...plan.loadBalancer, listeners } };
}

function reordered(listener: Listener, moved: ReadonlyMap<string, number>, schedule: string): Listener {
    const rules = listener.rules.map((rule) => ({ ...rule, priority: moved.get(rule.arn) ?? rule.priority }));
    if (new Set(rules.map(({ priority }) => priority)).size < rules.length) {
        throw new Error(`The schedule ${schedule} gives a rule of ${listener.name} the priority of another, which AWS refuses.`);
    }
    return { ...listener, rules: rules.sort((one, other) => one.priority - other.priority) };
}
