import { types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { ResourceRule } from "../rule";
import { actionsOf } from "../view/listeners";

/** What no rule knows, such as another host name, is refused: a rule that goes missing then closes the app instead of opening it. */
export const defaultActionDenies: ResourceRule = {
    id: "default-action-denies",
    scope: "resource",
    description: "A listener's default action is to refuse; only rules let requests in.",
    remedy: "Give the HTTPS listener one default action: a fixed response with status 403.",
    types: [types.listener],
    *check(listener) {
        if (at(listener.props, "protocol") !== "HTTPS") {
            return;
        }
        const actions = actionsOf(listener);
        const [action] = actions;
        const status = at(action, "fixedResponse", "statusCode");
        if (actions.length !== 1 || at(action, "type") !== "fixed-response") {
            yield `the default action is ${show(actions.map((each) => at(each, "type")))}`;
        } else if (!/^4\d\d$/.test(String(status))) {
            yield `the default action answers ${show(status)}`;
        }
    },
};
