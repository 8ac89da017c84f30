import type { Resource } from "../../../declared/resource";
import { scriptsGet401 } from "../../../policy/rules/scripts-get-401";
import { authenticate, forward, hostIs, httpsListener, listenerRule, pathIs } from "../support/resources";
import { describeRule } from "../support/rule";

const rule = (onUnauthenticatedRequest: string, conditions: object[], name: string) =>
    listenerRule({ conditions, actions: [authenticate({ onUnauthenticatedRequest }), forward] }, name);
const scripts = ["/_stcore/*", "/_session", "/_session/*"];
const machine = rule("deny", [hostIs("a.example"), pathIs(...scripts)], "machine");
const page = rule("authenticate", [hostIs("a.example")], "page");
const withCookie = rule("authenticate", [hostIs("a.example"), { httpHeader: { httpHeaderName: "Cookie", values: ["*a=*"] } }], "session");
/** The same rule, with an answer in the place of the tasks. */
const unforwarded = ({ name, props }: Resource) =>
    listenerRule(
        { ...props, actions: (props["actions"] as object[]).map((action) => (action === forward ? { type: "fixed-response" } : action)) },
        name,
    );

const unanswered = ["/_stcore/stream", "/_session", "/_session/page.js"].map((path) => `no rule refuses ${path} without a session`);

describeRule(scriptsGet401, {
    holds: {
        "for the two rules": [httpsListener, machine, page],
        "where another rule takes who sends a cookie": [httpsListener, withCookie, unforwarded(machine), unforwarded(page)],
    },
    violated: {
        "by a redirect for scripts": [[httpsListener, rule("authenticate", [pathIs(...scripts)], "machine"), page], ...unanswered],
        "where there is no rule for scripts": [[httpsListener, page], ...unanswered],
        "where the rule leaves out the session": [
            [httpsListener, rule("deny", [pathIs("/_stcore/*")], "machine"), page],
            "no rule refuses /_session without a session",
            "no rule refuses /_session/page.js without a session",
        ],
        "where the rule leaves out what is below the session": [
            [httpsListener, rule("deny", [pathIs("/_stcore/*", "/_session")], "machine"), page],
            "no rule refuses /_session/page.js without a session",
        ],
        "where only who sends a cookie can sign in": [[httpsListener, machine, withCookie], "no rule sends every page to the login"],
        "where nobody can sign in": [
            [httpsListener, machine, rule("deny", [hostIs("a.example")], "page")],
            "no rule sends every page to the login",
        ],
        "where the rules are another listener's": [
            [httpsListener, listenerRule({ ...machine.props, listenerArn: "other" }), page],
            ...unanswered,
        ],
    },
});
