import type { StackRule } from "../rule";
import { groupOf, loadBalancerGroups } from "../view/network";
import { ofType, type Resource, type Stack } from "../view/resource";
import { types } from "../view/types";
import { at } from "../view/values";

/** One rule for everyone makes every narrower one worthless. Source: "Security group rules", Amazon VPC User Guide. */
export const allowedAddresses: StackRule = {
    id: "allowed-addresses",
    scope: "stack",
    description: "Where the load balancer is for some addresses, no rule admits everyone.",
    remedy: "Remove the rule for everyone, or the setting allowedCidrs.",
    types: [types.ingressRule],
    *check(rule, stack) {
        const group = loadBalancerGroupOf(rule, stack);
        if (group === undefined || !isForEveryone(rule)) {
            return;
        }
        const narrower = ofType(stack, types.ingressRule).find(
            (other) => loadBalancerGroupOf(other, stack) === group && !isForEveryone(other),
        );
        if (narrower !== undefined) {
            yield `it admits everyone, beside ${narrower.name}`;
        }
    },
};

function loadBalancerGroupOf(rule: Resource, stack: Stack): string | undefined {
    const group = groupOf(rule, stack);
    return group !== undefined && loadBalancerGroups(stack).has(group.urn) ? group.urn : undefined;
}

/** As a whole, or as two halves. */
function isForEveryone({ props }: Resource): boolean {
    return ["cidrIpv4", "cidrIpv6"].some((property) => /\/[01]$/.test(String(at(props, property))));
}
