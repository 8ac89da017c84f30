import { scriptsGet401 } from "../../../policy/rules/scripts-get-401";
import { authenticate, forward, hostIs, httpsListener, listenerRule, pathIs } from "../support/resources";
import { describeRule } from "../support/rule";

const rule = (onUnauthenticatedRequest: string, conditions: object[], name: string) =>
    listenerRule({ conditions, actions: [authenticate({ onUnauthenticatedRequest }), forward] }, name);
const machine = rule("deny", [hostIs("a.example"), pathIs("/_stcore/*")], "machine");
const page = rule("authenticate", [hostIs("a.example")], "page");

describeRule(scriptsGet401, {
    holds: { "for the two rules": [httpsListener, machine, page] },
    violated: {
        "by a redirect for scripts": [
            [httpsListener, rule("authenticate", [pathIs("/_stcore/*")], "machine"), page],
            "no rule refuses /_stcore/stream without a session",
        ],
        "where there is no rule for scripts": [[httpsListener, page], "no rule refuses /_stcore/stream without a session"],
        "where nobody can sign in": [
            [httpsListener, machine, rule("deny", [hostIs("a.example")], "page")],
            "no rule sends every page to the login",
        ],
        "where the rules are another listener's": [
            [httpsListener, listenerRule({ ...machine.props, listenerArn: "other" }), page],
            "no rule refuses /_stcore/stream without a session",
        ],
    },
});
