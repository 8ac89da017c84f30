import { types } from "../../declared/types";
import { at } from "../../declared/values";
import type { StackRule } from "../rule";
import { groupOf, loadBalancerGroups, otherSideOf, servedPorts, tcpPortOf } from "../view/network";

const addresses = ["cidrIpv4", "cidrIpv6", "prefixListId"];

/** Whoever reaches a task directly has skipped the login. */
export const tasksBehindLoadBalancer: StackRule = {
    id: "tasks-behind-load-balancer",
    scope: "stack",
    description: "Nothing but the load balancer reaches a task, and only at the port that the app serves.",
    remedy: "Let the tasks' security group admit the load balancer's security group at the container's port, and nothing else.",
    types: [types.ingressRule],
    *check(rule, stack) {
        const own = loadBalancerGroups(stack);
        const group = groupOf(rule, stack);
        if (group !== undefined && own.has(group.urn)) {
            return;
        }
        const from = otherSideOf(rule, stack);
        if (from === undefined || !own.has(from.urn) || addresses.some((property) => at(rule.props, property) !== undefined)) {
            yield `it admits ${from?.name ?? "others than the load balancer"} to ${group?.name ?? "a security group of somebody else"}`;
        }
        const port = tcpPortOf(rule);
        if (port === undefined || !servedPorts(stack).includes(port)) {
            yield `it opens ${port === undefined ? "more than one TCP port" : `port ${port}, which the app does not serve`}`;
        }
    },
};
