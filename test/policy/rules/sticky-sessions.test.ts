import { types } from "../../../declared/types";
import { stickySessions } from "../../../policy/rules/sticky-sessions";
import { authenticate, listenerRule, resource, service } from "../support/resources";
import { describeRule } from "../support/rule";

const lbCookie = { enabled: true, type: "lb_cookie", cookieDuration: 60 };
const rule = listenerRule({ actions: [authenticate({ sessionTimeout: 60 })] });
const group = (stickiness?: object) => resource(types.targetGroup, { stickiness });
const one = { desiredCount: 1, deploymentMaximumPercent: 100 };

describeRule(stickySessions, {
    holds: {
        "for two tasks and a cookie": [service({ desiredCount: 2 }), rule, group(lbCookie)],
        "for one task that is replaced by itself": [service(one), rule, group()],
    },
    violated: {
        "by two tasks": [[service({ ...one, desiredCount: 2 }), rule, group()], "stickiness is not set"],
        "by one task, beside its successor": [
            [service({ desiredCount: 1 }), rule, group({ ...lbCookie, enabled: false })],
            'stickiness is {"enabled":false,"type":"lb_cookie","cookieDuration":60}',
        ],
        "by a cookie of the app's": [
            [service(), rule, group({ ...lbCookie, type: "app_cookie" })],
            'stickiness is {"enabled":true,"type":"app_cookie","cookieDuration":60}',
        ],
        "by a cookie that ends first": [
            [service(), rule, group({ ...lbCookie, cookieDuration: 59 })],
            "a person stays for 59 s, and a session lasts 60 s",
        ],
    },
});
