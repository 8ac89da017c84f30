import { types } from "../../../declared/types";
import { tasksBehindLoadBalancer } from "../../../policy/rules/tasks-behind-load-balancer";
import { network, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const port = { ipProtocol: "tcp", fromPort: 8501, toPort: 8501 };
const right = { securityGroupId: "task-group-id", referencedSecurityGroupId: "load-balancer-group-id", ...port };
const admitting = (props: object) => [...network, resource(types.ingressRule, { ...right, ...props })];
const anyone = "it admits others than the load balancer to task-group";

describeRule(tasksBehindLoadBalancer, {
    holds: {
        "for the load balancer": admitting({}),
        "for browsers that reach the load balancer": admitting({
            securityGroupId: "load-balancer-group-id",
            cidrIpv4: "0.0.0.0/0",
            toPort: 443,
            fromPort: 443,
        }),
    },
    violated: {
        "by everyone": [admitting({ referencedSecurityGroupId: undefined, cidrIpv4: "0.0.0.0/0" }), anyone],
        "by one address more": [admitting({ cidrIpv6: "::/0" }), "it admits load-balancer-group to task-group"],
        "by a security group of somebody else": [admitting({ referencedSecurityGroupId: "sg-other" }), anyone],
        "by the tasks themselves": [admitting({ referencedSecurityGroupId: "task-group-id" }), "it admits task-group to task-group"],
        "by another port": [admitting({ fromPort: 22, toPort: 22 }), "it opens port 22, which the app does not serve"],
        "by a range of ports": [admitting({ fromPort: 1 }), "it opens more than one TCP port"],
        "by all protocols": [admitting({ ipProtocol: "-1" }), "it opens more than one TCP port"],
    },
});
