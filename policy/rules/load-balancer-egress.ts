import { types } from "../../declared/types";
import type { StackRule } from "../rule";
import { groupOf, loadBalancerGroups, otherSideOf, servedPorts, tcpPortOf } from "../view/network";

/** It talks to the tasks, and to the user pool's public endpoints, which have no address of their own to name. */
export const loadBalancerEgress: StackRule = {
    id: "load-balancer-egress",
    scope: "stack",
    description: "The load balancer itself reaches the tasks, at the port that the app serves, and HTTPS.",
    remedy: "Narrow the egress rule to the tasks' security group at the container's port, or to TCP 443.",
    types: [types.egressRule],
    *check(rule, stack) {
        const own = loadBalancerGroups(stack);
        const group = groupOf(rule, stack);
        if (group === undefined || !own.has(group.urn)) {
            return;
        }
        const port = tcpPortOf(rule);
        const toTask = otherSideOf(rule, stack) !== undefined && port !== undefined && servedPorts(stack).includes(port);
        if (!toTask && port !== 443) {
            yield port === undefined ? "it reaches more than one TCP port" : `it reaches port ${port} of others than the tasks`;
        }
    },
};
