import { types } from "../../declared/types";
import { at, listAt, numberAt, show, textAt } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** The rule groups of AWS that the setting `waf` promises. */
const groups = ["CommonRuleSet", "KnownBadInputsRuleSet", "AdminProtectionRuleSet", "SQLiRuleSet", "LinuxRuleSet"].map(
    (name) => `AWSManagedRules${name}`,
);

/** May count and never refuse: the load balancer's own session cookies can be longer than it allows. */
const countsOnly = "SizeRestrictions_Cookie_HEADER";

/** Where a rule on bodies or queries need not refuse: Streamlit's uploads, and the way back from the login. */
const exempt: Readonly<Record<string, string>> = { "/_stcore/upload_file/": "STARTS_WITH", "/oauth2/idpresponse": "EXACTLY" };

/** Source: AWS WAF Developer Guide, "Overriding rule group actions in AWS WAF". */
export const firewallRefuses: ResourceRule = {
    id: "firewall-refuses",
    scope: "resource",
    description: "A firewall refuses what its five rule groups find and who asks too often, and keeps no request whole.",
    remedy: "Use the component Waf: no group that counts only, and a rule of its own for each managed rule that does.",
    types: [types.webAcl],
    *check({ props }) {
        const rules = listAt(props, "rules");
        const managed = rules.filter((rule) => groupOf(rule) !== undefined);
        for (const name of groups.filter((each) => !managed.some((rule) => groupOf(rule) === each))) {
            yield `it has no ${name}`;
        }
        for (const group of managed) {
            yield* problemsOf(group, rules);
        }
        if (!rules.some((rule) => isRateOfAll(at(rule, "statement", "rateBasedStatement")) && blocks(rule))) {
            yield "it refuses nobody who asks too often";
        }
        for (const rule of rules.filter(
            (each) => at(each, "action", "allow") !== undefined && at(each, "statement", "ipSetReferenceStatement") === undefined,
        )) {
            yield `${show(at(rule, "name"))} lets requests pass that no list of addresses names`;
        }
        for (const rule of [props, ...rules].filter((each) => at(each, "visibilityConfig", "sampledRequestsEnabled") !== false)) {
            yield `${show(at(rule, "name"))} keeps samples of requests, cookies included`;
        }
    },
};

function groupOf(rule: unknown): string | undefined {
    return textAt(rule, "statement", "managedRuleGroupStatement", "name");
}

/** Whether every request of an address counts. */
function isRateOfAll(rate: unknown): boolean {
    return rate !== undefined && at(rate, "scopeDownStatement") === undefined;
}

function blocks(rule: unknown): boolean {
    return at(rule, "action", "block") !== undefined;
}

function* problemsOf(group: unknown, rules: readonly unknown[]): Iterable<string> {
    const name = show(groupOf(group));
    if (at(group, "overrideAction", "none") === undefined) {
        yield `${name} refuses nothing`;
    }
    if (at(group, "statement", "managedRuleGroupStatement", "scopeDownStatement") !== undefined) {
        yield `${name} does not look at every request`;
    }
    const later = rules.filter((rule) => blocks(rule) && numberAt(rule, "priority") > numberAt(group, "priority"));
    for (const override of listAt(group, "statement", "managedRuleGroupStatement", "ruleActionOverrides")) {
        const rule = textAt(override, "name") ?? "";
        // Whatever it finds would pass all rules that follow.
        if (at(override, "actionToUse", "allow") !== undefined) {
            yield `${rule} of ${name} lets pass what it finds`;
        }
        if (at(override, "actionToUse", "block") === undefined && rule !== countsOnly && !later.some((each) => refuses(each, rule))) {
            yield `nothing refuses what ${rule} of ${name} finds`;
        }
    }
}

/** Whether a rule refuses what a managed one has marked, everywhere but where it may be left out. */
function refuses(rule: unknown, marked: string): boolean {
    const [labels, exception, ...more] = listAt(rule, "statement", "andStatement", "statements");
    const matches = [labels, ...listAt(labels, "orStatement", "statements")].map((each) => textAt(each, "labelMatchStatement", "key"));
    // A label ends in the rule's name, in other capitals.
    const isMarked = matches.some((key) => key?.split(":").at(-1)?.toLowerCase() === marked.toLowerCase());
    return isMarked && more.length === 0 && isExempt(at(exception, "notStatement", "statement", "byteMatchStatement"));
}

function isExempt(match: unknown): boolean {
    const path = textAt(match, "searchString") ?? "";
    return at(match, "fieldToMatch", "uriPath") !== undefined && exempt[path] === at(match, "positionalConstraint");
}
