import { unauthenticatedRefused } from "../../../policy/rules/unauthenticated-refused";
import { authenticate, forward, listenerRule } from "../support/resources";
import { describeRule } from "../support/rule";

const answering = (onUnauthenticatedRequest: string) => [listenerRule({ actions: [authenticate({ onUnauthenticatedRequest }), forward] })];

describeRule(unauthenticatedRefused, {
    holds: {
        "for authenticate": answering("authenticate"),
        "for deny": answering("deny"),
        "for AWS's default": [listenerRule({ actions: [authenticate(), forward] })],
    },
    violated: {
        "by allow": [answering("allow"), 'onUnauthenticatedRequest is "allow"'],
        "by allow of another identity provider": [
            [listenerRule({ actions: [{ type: "authenticate-oidc", authenticateOidc: { onUnauthenticatedRequest: "allow" } }] })],
            'onUnauthenticatedRequest is "allow"',
        ],
    },
});
