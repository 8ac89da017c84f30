import { sessionBounded } from "../../../policy/rules/session-bounded";
import { authenticate, listenerRule } from "../support/resources";
import { describeRule } from "../support/rule";

const rule = (settings: object) => [listenerRule({ actions: [authenticate({ ...settings })] })];

describeRule(sessionBounded, {
    holds: { "for a minute": rule({ sessionTimeout: 60 }), "for 7 days": rule({ sessionTimeout: 604_800 }) },
    violated: {
        "by AWS's default": [rule({}), "sessionTimeout is not set"],
        "by 7 days and a second": [rule({ sessionTimeout: 604_801 }), "sessionTimeout is 604801"],
        "by no time at all": [rule({ sessionTimeout: 0 }), "sessionTimeout is 0"],
    },
});
