import { types } from "../../declared/types";
import { at, listAt, show, textAt, textsAt } from "../../declared/values";
import type { ResourceRule } from "../rule";
import { authenticationsOf } from "../view/listeners";

/** Of a rule that comes first, a wider condition takes what the rules behind it are for: a script gets the login page instead of a 401. */
export const cookieConditions: ResourceRule = {
    id: "cookie-conditions",
    scope: "resource",
    description: "A rule that is for who sends a header is for who sends the session cookie that it asks for itself.",
    remedy: "Let httpHeader be the header Cookie, with the one value *<sessionCookieName>-0=*.",
    types: [types.listenerRule],
    *check(rule) {
        const [cookie] = authenticationsOf(rule).map((settings) => textAt(settings, "sessionCookieName"));
        for (const header of listAt(rule.props, "conditions").map((condition) => at(condition, "httpHeader"))) {
            const values = textsAt(header, "values");
            if (header === undefined || header === null) {
                continue;
            }
            if (at(header, "httpHeaderName") !== "Cookie" || cookie === undefined || values.some((each) => each !== `*${cookie}-0=*`)) {
                yield `it is for who sends ${show(at(header, "httpHeaderName"))}: ${show(values)}`;
            }
        }
    },
};
