import { cookieConditions } from "../../../policy/rules/cookie-conditions";
import { authenticate, forward, hostIs, listenerRule } from "../support/resources";
import { describeRule } from "../support/rule";

const login = authenticate({ sessionCookieName: "Session" });
const rule = (values: string[], httpHeaderName = "Cookie", actions: object[] = [login, forward]) => [
    listenerRule({ conditions: [hostIs("a.example"), { httpHeader: { httpHeaderName, values } }], actions }),
];

describeRule(cookieConditions, {
    holds: {
        "for the session cookie": rule(["*Session-0=*"]),
        "for a rule without such a condition": [listenerRule({ conditions: [hostIs("a.example")], actions: [login, forward] })],
    },
    violated: {
        "by any cookie": [rule(["*"]), 'it is for who sends "Cookie": ["*"]'],
        "by another beside it": [rule(["*Session-0=*", "*a=*"]), 'it is for who sends "Cookie": ["*Session-0=*","*a=*"]'],
        "by another app's": [rule(["*Session-other-0=*"]), 'it is for who sends "Cookie": ["*Session-other-0=*"]'],
        "by another header": [rule(["*Session-0=*"], "X-Cookie"), 'it is for who sends "X-Cookie": ["*Session-0=*"]'],
        "by a rule that asks for no session": [
            rule(["*Session-0=*"], "Cookie", [{ type: "fixed-response" }]),
            'it is for who sends "Cookie": ["*Session-0=*"]',
        ],
    },
});
