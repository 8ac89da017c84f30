import { types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { StackRule } from "../rule";
import { authenticationsOf, hostsOf, rulesOf } from "../view/listeners";

/** What two rules of one app must agree on, or each asks for a login of its own. */
const shared = ["sessionCookieName", "sessionTimeout", "scope"];

/** A rule with a session of its own asks for a login where the others have one. Source: ELB API Reference, "AuthenticateCognitoActionConfig". */
export const oneSession: StackRule = {
    id: "one-session",
    scope: "stack",
    description: "All rules of a host share one session: the same cookie, timeout and scope.",
    remedy: "Give every authenticating action of a host the same sessionCookieName, sessionTimeout and scope.",
    types: [types.listenerRule],
    *check(rule, stack) {
        const ofHost = rulesOf(stack).filter((other) => hostsOf(other).join() === hostsOf(rule).join());
        const [first] = ofHost.flatMap(authenticationsOf);
        for (const settings of authenticationsOf(rule)) {
            for (const property of shared) {
                const [ours, theirs] = [at(settings, property), at(first, property)];
                if (ours !== theirs) {
                    yield `${property} is ${show(ours)} here and ${show(theirs)} in another rule`;
                }
            }
        }
    },
};
