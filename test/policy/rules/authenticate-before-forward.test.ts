import { types } from "../../../declared/types";
import { authenticateBeforeForward } from "../../../policy/rules/authenticate-before-forward";
import { authenticate, forward, listenerRule, resource } from "../support/resources";
import { describeRule } from "../support/rule";

describeRule(authenticateBeforeForward, {
    holds: {
        "where a rule authenticates first": [listenerRule({ actions: [authenticate(), forward] })],
        "by order, whatever the list's own": [listenerRule({ actions: [forward, authenticate()] })],
        "where nothing is forwarded": [listenerRule({ actions: [{ type: "fixed-response" }] })],
    },
    violated: {
        "by a rule that only forwards": [[listenerRule({ actions: [forward] })], "forwards without authentication"],
        "by a listener that forwards by default": [
            [resource(types.listener, { defaultActions: [{ type: "forward" }] })],
            "forwards without authentication",
        ],
        "by authentication that comes too late": [
            [listenerRule({ actions: [{ ...authenticate(), order: 3 }, forward] })],
            "authenticates after it forwards",
        ],
    },
});
