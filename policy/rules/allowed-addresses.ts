import { ofType, type Resource, type Stack } from "../../declared/resource";
import { types } from "../../declared/types";
import { textAt, textsAt } from "../../declared/values";
import type { StackRule } from "../rule";
import { coverEverything, isTooWide } from "../view/addresses";
import { groupOf, loadBalancerGroups } from "../view/network";

/** One rule for everyone makes every narrower one worthless. Sources: "Security group rules", Amazon VPC User Guide; "IP sets", AWS WAF Developer Guide. */
export const allowedAddresses: StackRule = {
    id: "allowed-addresses",
    scope: "stack",
    description:
        "Where the load balancer, or a list of its firewall, is for some addresses, it is not for everyone, in one piece or in several.",
    remedy: "Name the networks that are meant, of 8 bits or more, or remove the setting allowedCidrs or wafAllowedIps.",
    types: [types.ingressRule, types.ipSet],
    *check(resource, stack) {
        if (resource.type === types.ipSet) {
            const addresses = textsAt(resource.props, "addresses");
            if (addresses.some(isTooWide) || coverEverything(addresses)) {
                yield "it holds everyone";
            }
            return;
        }
        const admitted = admittedBy(resource);
        const beside = rulesBeside(resource, stack).find((other) => !admittedBy(other).every(isEveryone));
        if (beside === undefined || admitted.length === 0) {
            return;
        }
        if (admitted.some(isTooWide)) {
            yield `it admits everyone, beside ${beside.name}`;
        } else if (coverEverything([resource, ...rulesBeside(resource, stack)].flatMap(admittedBy))) {
            yield `it admits everyone, together with ${beside.name} and others`;
        }
    },
};

/** The other rules of the security group, where that is a load balancer's. */
function rulesBeside(rule: Resource, stack: Stack): Resource[] {
    const group = groupOf(rule, stack);
    if (group === undefined || !loadBalancerGroups(stack).has(group.urn)) {
        return [];
    }
    return ofType(stack, types.ingressRule).filter((other) => other !== rule && groupOf(other, stack)?.urn === group.urn);
}

/** Blocks of addresses that a rule admits. */
function admittedBy({ props }: Resource): string[] {
    return ["cidrIpv4", "cidrIpv6"].flatMap((property) => textAt(props, property) ?? []);
}

function isEveryone(cidr: string): boolean {
    return cidr.endsWith("/0");
}
