import { types } from "../../../declared/types";
import { loadBalancerEgress } from "../../../policy/rules/load-balancer-egress";
import { network, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const reaching = (port: number, props: object) => [
    ...network,
    resource(types.egressRule, { securityGroupId: "load-balancer-group-id", ipProtocol: "tcp", fromPort: port, toPort: port, ...props }),
];

describeRule(loadBalancerEgress, {
    holds: {
        "for the tasks": reaching(8501, { referencedSecurityGroupId: "task-group-id" }),
        "for the user pool": reaching(443, { cidrIpv4: "0.0.0.0/0" }),
        "for the tasks, which call what they like": reaching(5432, { securityGroupId: "task-group-id" }),
    },
    violated: {
        "by all that AWS allows by default": [
            reaching(0, { ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" }),
            "it reaches more than one TCP port",
        ],
        "by another port": [reaching(25, { cidrIpv4: "0.0.0.0/0" }), "it reaches port 25 of others than the tasks"],
        "by the app's port of anyone": [reaching(8501, { cidrIpv4: "0.0.0.0/0" }), "it reaches port 8501 of others than the tasks"],
    },
});
