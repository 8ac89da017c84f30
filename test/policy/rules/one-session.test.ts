import { oneSession } from "../../../policy/rules/one-session";
import { authenticate, listenerRule } from "../support/resources";
import { describeRule } from "../support/rule";

const common = { sessionCookieName: "session", sessionTimeout: 60, scope: "openid" };
const rule = (settings: object, name: string) => listenerRule({ actions: [authenticate({ ...common, ...settings })] }, name);

describeRule(oneSession, {
    holds: { "for two alike": [rule({}, "one"), rule({}, "two")] },
    violated: {
        "by two cookies": [
            [rule({}, "one"), rule({ sessionCookieName: "other" }, "two")],
            'sessionCookieName is "other" here and "session" in another rule',
        ],
        "by two ends": [[rule({}, "one"), rule({ sessionTimeout: 61 }, "two")], "sessionTimeout is 61 here and 60 in another rule"],
    },
});
