import type { DeclaredResource, DeclaredStack } from "../declared";
import type { ListenerRule } from "../model";
import { planActions } from "./action";
import { planConditions } from "./condition";
import { Inputs } from "./inputs";
import type { Refusals } from "./refusals";

/**
 * The rules of one listener, lowest priority first (AWS: "Listener rules for your Application Load Balancer").
 * Refuses rules without a priority, two with the same, and transforms.
 */
export function planRules(
    listener: DeclaredResource,
    protocol: "HTTP" | "HTTPS",
    stack: DeclaredStack,
    refusals: Refusals,
): ListenerRule[] {
    const declared = stack
        .ofType("aws:lb/listenerRule:ListenerRule")
        .filter((rule) => rule.inputs["listenerArn"] === listener.state["arn"]);
    const priorities = new Map<number, string>();
    const rules = declared.map((resource) => {
        const rule = planRule(resource, protocol, stack, refusals);
        const earlier = priorities.get(rule.priority);
        if (earlier !== undefined) {
            refusals.refuse(resource, "priority", `the rule "${earlier}" has the priority ${rule.priority}, too`);
        }
        priorities.set(rule.priority, rule.name);
        return rule;
    });
    return rules.sort((one, other) => one.priority - other.priority);
}

function planRule(resource: DeclaredResource, protocol: "HTTP" | "HTTPS", stack: DeclaredStack, refusals: Refusals): ListenerRule {
    const inputs = new Inputs(resource, refusals);
    const priority = inputs.number("priority");
    if (priority === undefined) {
        inputs.refuse("priority", "without one, AWS takes the next free one, which depends on the order of creation");
    }
    inputs.never("hosts and paths are not rewritten here", "transforms");
    inputs.noDifference("listenerArn", "tags", "region");
    const rule: ListenerRule = {
        arn: String(resource.state["arn"]),
        name: resource.name,
        // A refused plan is never served; the lowest place keeps the others in order meanwhile.
        priority: priority ?? Number.MAX_SAFE_INTEGER,
        conditions: planConditions(inputs),
        actions: planActions(inputs, "actions", protocol, stack),
    };
    inputs.end();
    return rule;
}
