import { types } from "../../../declared/types";
import { noShadowedRule } from "../../../policy/rules/no-shadowed-rule";
import { hostIs, httpsListener, listenerRule, pathIs, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const host = hostIs("a.example");
const rule = (name: string, priority: number, ...conditions: object[]) => listenerRule({ priority, conditions }, name);

/** Moves a rule to a place. */
const moves = (RuleArn: string, Priority: number) =>
    resource(
        types.schedule,
        {
            target: {
                arn: "arn:aws:scheduler:::aws-sdk:elasticloadbalancingv2:setRulePriorities",
                input: JSON.stringify({ RulePriorities: [{ RuleArn, Priority }] }),
            },
        },
        `${RuleArn}-to-${Priority}`,
    );

describeRule(noShadowedRule, {
    holds: {
        "where the narrow rule comes first": [httpsListener, rule("narrow", 1, host, pathIs("/x/*")), rule("wide", 2, host)],
        "for rules of different paths": [httpsListener, rule("x", 1, host, pathIs("/x/*")), rule("y", 2, host, pathIs("/y"))],
        "for a condition that cannot be compared": [
            httpsListener,
            rule("some", 1, host, { sourceIp: { values: ["192.0.2.0/24"] } }),
            rule("all", 2, host),
        ],
        "for a rule that a schedule moves to the front and back": [
            httpsListener,
            rule("page", 2, host),
            rule("closed", 3, host),
            moves("closed-arn", 1),
            moves("closed-arn", 3),
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
        "by a schedule that only moves it further back": [
            [httpsListener, rule("page", 2, host), rule("closed", 3, host), moves("closed-arn", 4)],
            "page comes first and takes all its requests",
        ],
        "by a schedule that moves a rule to the place of another": [
            [httpsListener, rule("page", 2, host, pathIs("/x")), rule("closed", 3, host), moves("closed-arn", 2)],
            "closed has the same priority, 2",
            "page has the same priority, 2",
        ],
        "by a priority that is taken": [
            [httpsListener, rule("one", 1, host, pathIs("/x")), rule("two", 1, host, pathIs("/y"))],
            "two has the same priority, 1",
            "one has the same priority, 1",
        ],
    },
});
