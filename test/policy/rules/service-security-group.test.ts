import { serviceSecurityGroup } from "../../../policy/rules/service-security-group";
import { loadBalancer, loadBalancerGroup, network, service, taskGroup } from "../support/resources";
import { describeRule } from "../support/rule";

const inGroups = (...securityGroups: string[]) => [
    loadBalancer,
    loadBalancerGroup,
    taskGroup,
    service({ networkConfiguration: { securityGroups } }),
];

describeRule(serviceSecurityGroup, {
    holds: { "for a group of their own": network },
    violated: {
        "by the VPC's default group": [inGroups(), "its tasks are in no security group of this stack"],
        "by the load balancer's group beside their own": [
            inGroups("task-group-id", "load-balancer-group-id"),
            "its tasks are in the load balancer's security group, load-balancer-group",
        ],
        "by a group of somebody else": [inGroups("task-group-id", "sg-other"), "its tasks are in a security group of somebody else"],
    },
});
