import { types } from "../../../declared/types";
import { loadBalancerPorts } from "../../../policy/rules/load-balancer-ports";
import { network, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const open = (fromPort: number, toPort: number, securityGroupId = "load-balancer-group-id") => [
    ...network,
    resource(types.ingressRule, { securityGroupId, ipProtocol: "tcp", fromPort, toPort }),
];

describeRule(loadBalancerPorts, {
    holds: {
        "for 80": open(80, 80),
        "for 443": open(443, 443),
        "for the tasks, which have a rule of their own": open(8501, 8501, "task-group-id"),
    },
    violated: {
        "by another port": [open(8080, 8080), "it opens port 8080"],
        "by a range": [open(80, 443), "it opens more than one TCP port"],
    },
});
