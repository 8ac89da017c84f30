import { serviceTypes } from "../../declared/types";
import { at } from "../../declared/values";
import type { StackRule } from "../rule";
import { groupsOfService, loadBalancerGroups } from "../view/network";

/** In the load balancer's group, tasks would be open to everyone; in none, they would get the VPC's default group. */
export const serviceSecurityGroup: StackRule = {
    id: "service-security-group",
    scope: "stack",
    description: "Tasks are in security groups of this stack, and not in the load balancer's.",
    remedy: "Name the tasks' own security group in networkConfiguration.securityGroups.",
    types: serviceTypes,
    *check(service, stack) {
        const groups = groupsOfService(service, stack);
        const shared = groups.filter(({ urn }) => loadBalancerGroups(stack).has(urn));
        if (groups.length === 0) {
            yield "its tasks are in no security group of this stack";
        }
        for (const { name } of shared) {
            yield `its tasks are in the load balancer's security group, ${name}`;
        }
        // Counted, not read: before the first deployment no group has an id.
        const named = at(service.props, "networkConfiguration", "securityGroups") as readonly unknown[] | undefined;
        if ((named?.length ?? 0) > groups.length) {
            yield "its tasks are in a security group of somebody else";
        }
    },
};
