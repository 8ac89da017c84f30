import type { Resource } from "../../../declared/resource";
import { types } from "../../../declared/types";
import { allowedAddresses } from "../../../policy/rules/allowed-addresses";
import { network, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const admits = (cidr: object, name: string, securityGroupId = "load-balancer-group-id"): Resource =>
    resource(types.ingressRule, { securityGroupId, ipProtocol: "tcp", fromPort: 443, toPort: 443, ...cidr }, name);
const everyone = admits({ cidrIpv4: "0.0.0.0/0" }, "everyone");
const list = (...addresses: string[]): Resource => resource(types.ipSet, { addresses }, "list");
const office = admits({ cidrIpv4: "203.0.113.0/24" }, "office");

const eighths = Array.from({ length: 256 }, (_, index) => `${index}.0.0.0/8`);

describeRule(allowedAddresses, {
    holds: {
        "for everyone": [...network, everyone],
        "for some addresses": [...network, office, admits({ cidrIpv4: "198.51.100.0/24" }, "other")],
        "for a list of networks": [list("203.0.113.0/24", "10.0.0.0/8", "2001:db8::/32")],
        "for many networks, but not all": [list(...eighths.slice(1))],
        "for addresses of another security group": [...network, everyone, admits({ cidrIpv4: "203.0.113.0/24" }, "task", "task-group-id")],
    },
    violated: {
        "by everyone beside some": [[...network, office, everyone], "it admits everyone, beside office"],
        "by half of the internet": [[...network, office, admits({ cidrIpv4: "128.0.0.0/1" }, "half")], "it admits everyone, beside office"],
        "by two halves": [
            [...network, admits({ cidrIpv4: "0.0.0.0/1" }, "low"), admits({ cidrIpv4: "128.0.0.0/1" }, "high")],
            "it admits everyone, beside high",
            "it admits everyone, beside low",
        ],
        "by a list of two halves": [[list("0.0.0.0/1", "128.0.0.0/1")], "it holds everyone"],
        "by a list of most addresses": [[list("0.0.0.0/2", "64.0.0.0/3")], "it holds everyone"],
        "by a list of all networks": [[list(...eighths)], "it holds everyone"],
        "by a list of all networks with IPv6": [
            [list("::/12", ...Array.from({ length: 4095 }, (_, index) => `${(16 * (index + 1)).toString(16)}::/12`))],
            "it holds everyone",
        ],
        "by a list of a half with IPv6": [[list("8000::/1")], "it holds everyone"],
        "by everyone with IPv6": [[...network, office, admits({ cidrIpv6: "::/0" }, "v6")], "it admits everyone, beside office"],
    },
});
