import type { Resource } from "../../../declared/resource";
import { types } from "../../../declared/types";
import { firewallAttached } from "../../../policy/rules/firewall-attached";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const acl = resource(types.webAcl, {}, "acl");
const balancer = resource(types.loadBalancer, {}, "balancer");
const associated = (props: object): Resource =>
    resource(types.webAclAssociation, { webAclArn: "acl-arn", resourceArn: "balancer-arn", ...props }, "association");
const logging = (...headers: string[]): Resource =>
    resource(types.webAclLogging, { resourceArn: "acl-arn", redactedFields: headers.map((name) => ({ singleHeader: { name } })) }, "log");
const log = logging("authorization", "cookie");

describeRule(firewallAttached, {
    holds: { "where there is none": [balancer], "before the load balancer": [acl, balancer, associated({}), log] },
    violated: {
        "by a firewall before nothing": [[acl, balancer, log], "it stands before no load balancer of the stack"],
        "by a firewall before something else": [
            [acl, balancer, log, associated({ resourceArn: "other" })],
            "it stands before no load balancer of the stack",
        ],
        "by another firewall": [[acl, balancer, log, associated({ webAclArn: "other" })], "it stands before no load balancer of the stack"],
        "by no log": [[acl, balancer, associated({})], "it logs nothing"],
        "by cookies in the log": [[acl, balancer, associated({}), logging("authorization")], "its log has the header cookie"],
    },
});
