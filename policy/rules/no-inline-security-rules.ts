import { types } from "../../declared/types";
import { listAt } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** The provider removes what is not in an inline list, and the rules that guard the tasks look at resources of their own. */
export const noInlineSecurityRules: ResourceRule = {
    id: "no-inline-security-rules",
    scope: "resource",
    description: "Every security group rule is a resource of its own, so that none escapes the other rules of this pack.",
    remedy: "Use aws.vpc.SecurityGroupIngressRule and SecurityGroupEgressRule.",
    types: [types.securityGroup, types.securityGroupRule],
    *check({ type, props }) {
        if (type === types.securityGroupRule) {
            yield "it is of the old kind of rule";
        }
        for (const direction of ["ingress", "egress"]) {
            if (listAt(props, direction).length > 0) {
                yield `it has ${direction} rules inside`;
            }
        }
    },
};
