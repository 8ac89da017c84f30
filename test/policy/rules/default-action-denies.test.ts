import { types } from "../../../declared/types";
import { defaultActionDenies } from "../../../policy/rules/default-action-denies";
import { authenticate, forward, httpListener, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const listener = (...defaultActions: object[]) => [resource(types.listener, { protocol: "HTTPS", defaultActions })];
const answer = (statusCode: string) => ({ type: "fixed-response", fixedResponse: { statusCode } });

describeRule(defaultActionDenies, {
    holds: { "for a 403": listener(answer("403")), "for the redirecting listener": [httpListener] },
    violated: {
        "by a forward, even behind a login": [
            listener(authenticate(), forward),
            'the default action is ["authenticate-cognito","forward"]',
        ],
        "by a 200": [listener(answer("200")), 'the default action answers "200"'],
        "by nothing": [listener(), "the default action is []"],
    },
});
