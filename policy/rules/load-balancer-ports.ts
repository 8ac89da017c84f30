import { types } from "../../declared/types";
import type { StackRule } from "../rule";
import { groupOf, loadBalancerGroups, tcpPortOf } from "../view/network";

/** Another open port waits for a listener that nobody meant to show. Source: "Security groups for your Application Load Balancer". */
export const loadBalancerPorts: StackRule = {
    id: "load-balancer-ports",
    scope: "stack",
    description: "The load balancer can be reached at ports 80 and 443 only.",
    remedy: "Remove the ingress rule, or narrow it to one of the two TCP ports.",
    types: [types.ingressRule],
    *check(rule, stack) {
        const group = groupOf(rule, stack);
        const port = tcpPortOf(rule);
        if (group !== undefined && loadBalancerGroups(stack).has(group.urn) && port !== 80 && port !== 443) {
            yield port === undefined ? "it opens more than one TCP port" : `it opens port ${port}`;
        }
    },
};
