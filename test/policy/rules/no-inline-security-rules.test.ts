import { types } from "../../../declared/types";
import { noInlineSecurityRules } from "../../../policy/rules/no-inline-security-rules";
import { resource, taskGroup } from "../support/resources";
import { describeRule } from "../support/rule";

describeRule(noInlineSecurityRules, {
    holds: { "for a group without rules": [taskGroup] },
    violated: {
        "by rules inside": [
            [resource(types.securityGroup, { ingress: [{ protocol: "-1" }], egress: [{ protocol: "-1" }] })],
            "it has ingress rules inside",
            "it has egress rules inside",
        ],
        "by the old kind": [[resource(types.securityGroupRule, { type: "ingress" })], "it is of the old kind of rule"],
    },
});
