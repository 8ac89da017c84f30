import { noShadowedRule } from "../../../policy/rules/no-shadowed-rule";
import { hostIs, httpsListener, listenerRule, pathIs } from "../support/resources";
import { describeRule } from "../support/rule";

const host = hostIs("a.example");
const rule = (name: string, priority: number, ...conditions: object[]) => listenerRule({ priority, conditions }, name);

describeRule(noShadowedRule, {
    holds: {
        "where the narrow rule comes first": [httpsListener, rule("narrow", 1, host, pathIs("/x/*")), rule("wide", 2, host)],
        "for rules of different paths": [httpsListener, rule("x", 1, host, pathIs("/x/*")), rule("y", 2, host, pathIs("/y"))],
        "for a condition that cannot be compared": [
            httpsListener,
            rule("some", 1, host, { sourceIp: { values: ["192.0.2.0/24"] } }),
            rule("all", 2, host),
        ],
        "for the same priority at two listeners": [
            httpsListener,
            rule("one", 1, host),
            listenerRule({ listenerArn: "other", priority: 1, conditions: [host] }, "other"),
        ],
    },
    violated: {
        "where the wide rule comes first": [
            [httpsListener, rule("narrow", 2, host, pathIs("/x/*")), rule("wide", 1, host)],
            "wide comes first and takes all its requests",
        ],
        "by a wildcard": [
            [httpsListener, rule("stars", 1, host, pathIs("/*")), rule("narrow", 2, host, pathIs("/x/*"))],
            "stars comes first and takes all its requests",
        ],
        "by a priority that is taken": [
            [httpsListener, rule("one", 1, host, pathIs("/x")), rule("two", 1, host, pathIs("/y"))],
            "two has the same priority, 1",
            "one has the same priority, 1",
        ],
    },
});
