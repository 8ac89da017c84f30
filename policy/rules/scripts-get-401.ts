import { referred, type Resource } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, listAt } from "../../declared/values";
import type { StackRule } from "../rule";
import { actionsOf, authenticationOf, covers, pathsOf, rulesOf } from "../view/listeners";

/** What a page's script asks for: Streamlit's websocket and uploads, and whether the session lives, with the script that asks. */
const scriptPaths = ["/_stcore/stream", "/_session", "/_session/page.js"];

/** A script cannot follow a redirect to the login page's host: without a 401, a page whose session has ended freezes. */
export const scriptsGet401: StackRule = {
    id: "scripts-get-401",
    scope: "stack",
    description: "Without a session, what a page's script asks for is answered 401, and a page is sent to the login.",
    remedy: "Keep a rule for /_stcore/*, /_session and /_session/* that denies what is unauthenticated, before one for every page that authenticates it.",
    types: [types.listener],
    *check(listener, stack) {
        const ours = rulesOf(stack).filter((rule) =>
            referred(stack, rule, ["listenerArn"], types.listener).some(({ urn }) => urn === listener.urn),
        );
        if (at(listener.props, "protocol") !== "HTTPS") {
            return;
        }
        for (const scriptPath of scriptPaths) {
            const forScripts = ours.filter((rule) => pathsOf(rule).some((path) => covers(path, scriptPath)));
            if (forScripts.length === 0 || !forScripts.every((rule) => answers(rule, "deny"))) {
                yield `no rule refuses ${scriptPath} without a session`;
            }
        }
        const forPages = ours.filter((rule) => pathsOf(rule).length === 0 && answers(rule, "authenticate"));
        // A rule with another condition than the host's, such as a cookie's, sends only some.
        if (!forPages.some((rule) => listAt(rule.props, "conditions").every((condition) => at(condition, "hostHeader") !== undefined))) {
            yield "no rule sends every page to the login";
        }
    },
};

function answers(rule: Resource, answer: string): boolean {
    const settings = actionsOf(rule).map(authenticationOf);
    return settings.some((each) => each !== undefined && (at(each, "onUnauthenticatedRequest") ?? "authenticate") === answer);
}
