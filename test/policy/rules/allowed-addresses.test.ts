import { allowedAddresses } from "../../../policy/rules/allowed-addresses";
import type { Resource } from "../../../policy/view/resource";
import { types } from "../../../policy/view/types";
import { network, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const admits = (cidr: object, name: string, securityGroupId = "load-balancer-group-id"): Resource =>
    resource(types.ingressRule, { securityGroupId, ipProtocol: "tcp", fromPort: 443, toPort: 443, ...cidr }, name);
const everyone = admits({ cidrIpv4: "0.0.0.0/0" }, "everyone");
const office = admits({ cidrIpv4: "203.0.113.0/24" }, "office");

describeRule(allowedAddresses, {
    holds: {
        "for everyone": [...network, everyone],
        "for some addresses": [...network, office, admits({ cidrIpv4: "198.51.100.0/24" }, "other")],
        "for addresses of another security group": [...network, everyone, admits({ cidrIpv4: "203.0.113.0/24" }, "task", "task-group-id")],
    },
    violated: {
        "by everyone beside some": [[...network, office, everyone], "it admits everyone, beside office"],
        "by half of the internet": [[...network, office, admits({ cidrIpv4: "128.0.0.0/1" }, "half")], "it admits everyone, beside office"],
        "by everyone with IPv6": [[...network, office, admits({ cidrIpv6: "::/0" }, "v6")], "it admits everyone, beside office"],
    },
});
