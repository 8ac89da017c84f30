import { openPagesAreExact } from "../../../policy/rules/open-pages-are-exact";
import { authenticate, forward, listenerRule, pathIs } from "../support/resources";
import { describeRule } from "../support/rule";

const page = (...conditions: object[]) => [listenerRule({ conditions, actions: [{ type: "fixed-response" }] })];

describeRule(openPagesAreExact, {
    holds: {
        "for one path": page(pathIs("/signed-out")),
        "for who comes back from the login with a refusal": page(pathIs("/oauth2/idpresponse"), {
            queryStrings: [{ value: "PreSignUp*" }],
        }),
        "for rules behind the login, whatever their path": [
            listenerRule({ conditions: [pathIs("/*")], actions: [authenticate(), forward] }),
        ],
    },
    violated: {
        "by a wildcard": [page(pathIs("/signed-out*")), 'it is open at ["/signed-out*"]'],
        "by a page at every path": [page(), "it is open at every path"],
        "by a page for all who come back from the login": [page(pathIs("/oauth2/idpresponse")), "it takes the sign-in of everybody"],
        "by a redirect": [
            [listenerRule({ conditions: [pathIs("/go")], actions: [{ type: "redirect" }] })],
            'without a session it does "redirect"',
        ],
    },
});
