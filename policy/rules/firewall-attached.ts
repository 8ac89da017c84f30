import { ofType, referred, type Resource, type Stack } from "../../declared/resource";
import { types } from "../../declared/types";
import { listAt, textAt } from "../../declared/values";
import type { StackRule } from "../rule";

/** Headers that are worth a session. */
const secretHeaders = ["authorization", "cookie"];

/** A firewall that nothing asks costs as much as one that is asked. Source: AWS WAF Developer Guide, "Logging AWS WAF protection pack (web ACL) traffic". */
export const firewallAttached: StackRule = {
    id: "firewall-attached",
    scope: "stack",
    description: "A firewall stands before the load balancer, and logs what it refuses without the headers that are worth a session.",
    remedy: "Associate the web ACL with the load balancer, and redact the headers authorization and cookie in its log.",
    types: [types.webAcl],
    *check(acl, stack) {
        const associations = about(acl, stack, types.webAclAssociation, "webAclArn");
        if (!associations.some((association) => referred(stack, association, ["resourceArn"], types.loadBalancer).length > 0)) {
            yield "it stands before no load balancer of the stack";
        }
        const logs = about(acl, stack, types.webAclLogging, "resourceArn");
        if (logs.length === 0) {
            yield "it logs nothing";
        }
        for (const log of logs) {
            const redacted = listAt(log.props, "redactedFields").map((field) => textAt(field, "singleHeader", "name")?.toLowerCase());
            for (const header of secretHeaders.filter((each) => !redacted.includes(each))) {
                yield `its log has the header ${header}`;
            }
        }
    },
};

function about(acl: Resource, stack: Stack, type: string, property: string): Resource[] {
    return ofType(stack, type).filter((other) => referred(stack, other, [property], types.webAcl).includes(acl));
}
