import { ofType, referred, type Resource, type Stack } from "../../declared/resource";
import { serviceTypes, types } from "../../declared/types";
import { at, numberAt } from "../../declared/values";

/** URNs of the security groups of the stack's load balancers. */
export function loadBalancerGroups(stack: Stack): ReadonlySet<string> {
    const groups = ofType(stack, types.loadBalancer).flatMap((balancer) =>
        referred(stack, balancer, ["securityGroups"], types.securityGroup),
    );
    return new Set(groups.map(({ urn }) => urn));
}

/** The security groups of a service's tasks. */
export function groupsOfService(service: Resource, stack: Stack): Resource[] {
    return referred(stack, service, ["networkConfiguration", "securityGroups"], types.securityGroup);
}

/** The security group of the stack that a rule belongs to; undefined where it belongs to another. */
export function groupOf(rule: Resource, stack: Stack): Resource | undefined {
    return referred(stack, rule, ["securityGroupId"], types.securityGroup)[0];
}

/** The security group of the stack that a rule admits, or reaches; undefined where it is an address, or a group of somebody else. */
export function otherSideOf(rule: Resource, stack: Stack): Resource | undefined {
    return referred(stack, rule, ["referencedSecurityGroupId"], types.securityGroup)[0];
}

/** The single TCP port of a rule; undefined for a range, another protocol, or all of them. */
export function tcpPortOf({ props }: Resource): number | undefined {
    const [from, to] = [numberAt(props, "fromPort"), numberAt(props, "toPort")];
    return at(props, "ipProtocol") === "tcp" && from === to ? from : undefined;
}

/** The ports of the stack's containers that its load balancers send requests to. */
export function servedPorts(stack: Stack): readonly number[] {
    return ofType(stack, ...serviceTypes).flatMap(({ props }) => {
        const balancers = at(props, "loadBalancers");
        return Array.isArray(balancers) ? (balancers as unknown[]).map((balancer) => numberAt(balancer, "containerPort")) : [];
    });
}
