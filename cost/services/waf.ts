import { ofType } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, listAt, textAt } from "../../declared/values";
import { count, type Charge, type Service, type Unpriced } from "../charge";
import { requests } from "../usage";

const ruleGroup = "aws:wafv2/ruleGroup:RuleGroup";

/** GB that one request takes in the log. Source: AWS WAF Developer Guide, "Log examples". */
const logEntryGb = 0.0000015;

/** Managed rule groups that cost more than a rule. Source: "AWS WAF pricing", intelligent threat mitigation. */
const dear = /BotControl|ATPRuleSet|ACFPRuleSet|AntiDDoS/;

/** Steps of 16 KB above the first that an inspection limit stands for. Source: AWS WAF API Reference, "RequestBodyAssociatedResourceTypeConfig". */
const moreBody: Readonly<Record<string, number>> = { KB_16: 0, KB_32: 1, KB_48: 2, KB_64: 3 };

/** Access control lists, each of their rules or rule groups, and what they look at. */
export const waf: Service = {
    name: "WAF",
    types: [types.webAcl, ruleGroup, types.webAclLogging],
    charges(stack, usage) {
        const million = requests(usage) / 1_000_000;
        const lists = ofType(stack, types.webAcl).flatMap(({ name, props }): (Charge | Unpriced)[] => {
            const rules = listAt(props, "rules");
            const limits = Object.values((at(props, "associationConfig", "requestBodies", 0) ?? {}) as Record<string, unknown>);
            const steps = Math.max(0, ...limits.map((limit) => moreBody[textAt(limit, "defaultSizeInspectionLimit") ?? ""] ?? 0));
            const groups = rules.flatMap((rule) => textAt(rule, "statement", "managedRuleGroupStatement", "name") ?? []);
            return [
                { item: name, price: "web-acl", quantity: 1 },
                ...(rules.length === 0
                    ? []
                    : [{ item: `${count(rules.length, "rule")} of ${name}`, price: "waf-rule", quantity: rules.length } as const]),
                { item: `requests to ${name}`, price: "waf-million-requests", quantity: million },
                ...(steps === 0
                    ? []
                    : [{ item: `larger bodies to ${name}`, price: "waf-million-bodies", quantity: steps * million } as const]),
                ...groups
                    .filter((group) => dear.test(group))
                    .map((group) => ({ item: `${name}, ${group}`, why: "costs more than a rule group does" })),
            ];
        });
        const own = ofType(stack, ruleGroup).flatMap(({ name, props }): Charge[] => {
            const rules = listAt(props, "rules").length;
            return rules === 0 ? [] : [{ item: `${count(rules, "rule")} of group ${name}`, price: "waf-rule", quantity: rules }];
        });
        // What is kept of requests that are refused is as little as they are few.
        const logged = ofType(stack, types.webAclLogging).filter(({ props }) => at(props, "loggingFilter", "defaultBehavior") !== "DROP");
        const logs = logged.map(({ name }): Charge => ({
            item: `log of ${name}`,
            price: "logs-gb",
            quantity: requests(usage) * logEntryGb,
        }));
        return [...lists, ...own, ...logs];
    },
};
