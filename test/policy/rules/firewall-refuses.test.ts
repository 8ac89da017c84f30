import { types } from "../../../declared/types";
import { firewallRefuses } from "../../../policy/rules/firewall-refuses";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const quiet = { visibilityConfig: { sampledRequestsEnabled: false } };
const group = (name: string, priority: number, override: object = {}, statement: object = {}): object => ({
    name,
    priority,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { name: `AWSManagedRules${name}`, ...statement } },
    ...quiet,
    ...override,
});
const names = ["KnownBadInputsRuleSet", "AdminProtectionRuleSet", "SQLiRuleSet", "LinuxRuleSet"];
const others = names.map((name, index) => group(name, index + 2));
const rate = { name: "rate", priority: 0, action: { block: {} }, statement: { rateBasedStatement: { limit: 2000 } }, ...quiet };
const counting = (...rules: string[]): object => ({
    ruleActionOverrides: rules.map((name) => ({ name, actionToUse: { count: {} } })),
});
const common = group("CommonRuleSet", 1, {}, counting("SizeRestrictions_BODY", "SizeRestrictions_Cookie_HEADER"));
const upload = { searchString: "/_stcore/upload_file/", positionalConstraint: "STARTS_WITH", fieldToMatch: { uriPath: {} } };
const label = { labelMatchStatement: { scope: "LABEL", key: "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body" } };
const bodies = (match: object = {}, rule: object = {}): object => ({
    name: "bodies",
    priority: 9,
    action: { block: {} },
    statement: { andStatement: { statements: [label, { notStatement: { statement: { byteMatchStatement: { ...upload, ...match } } } }] } },
    ...quiet,
    ...rule,
});
const acl = (...rules: object[]) => [resource(types.webAcl, { rules, ...quiet })];
const uncaught = 'nothing refuses what SizeRestrictions_BODY of "AWSManagedRulesCommonRuleSet" finds';
const office = { name: "office", priority: 3, action: { allow: {} }, ...quiet };

describeRule(firewallRefuses, {
    holds: {
        "for groups that refuse, with a path for uploads": acl(rate, common, ...others, bodies()),
        "for several labels in one rule": acl(
            rate,
            common,
            ...others,
            bodies({}, { statement: { andStatement: { statements: [{ orStatement: { statements: [label] } }, notUpload()] } } }),
        ),
        "for addresses that pass": acl(rate, common, ...others, bodies(), {
            ...office,
            statement: { ipSetReferenceStatement: { arn: "x" } },
        }),
    },
    violated: {
        "by a missing group": [acl(rate, common, ...others.slice(1), bodies()), "it has no AWSManagedRulesKnownBadInputsRuleSet"],
        "by a group that counts": [
            acl(rate, common, ...others.slice(0, -1), group("LinuxRuleSet", 7, { overrideAction: { count: {} } }), bodies()),
            '"AWSManagedRulesLinuxRuleSet" refuses nothing',
        ],
        "by a group for some requests": [
            acl(rate, common, ...others.slice(0, -1), group("LinuxRuleSet", 7, {}, { scopeDownStatement: {} }), bodies()),
            '"AWSManagedRulesLinuxRuleSet" does not look at every request',
        ],
        "by a rule that counts and nothing refuses": [acl(rate, common, ...others), uncaught],
        "by a rule that comes before the label": [acl(rate, common, ...others, bodies({}, { priority: 0 })), uncaught],
        "by a rule that counts as well": [acl(rate, common, ...others, bodies({}, { action: { count: {} } })), uncaught],
        "by another path": [acl(rate, common, ...others, bodies({ searchString: "/" })), uncaught],
        "by every path that ends so": [acl(rate, common, ...others, bodies({ positionalConstraint: "CONTAINS" })), uncaught],
        "by the path in another place": [acl(rate, common, ...others, bodies({ fieldToMatch: { queryString: {} } })), uncaught],
        "by a second condition": [
            acl(rate, common, ...others, bodies({}, { statement: { andStatement: { statements: [label, notUpload(), label] } } })),
            uncaught,
        ],
        "by no rate": [acl(common, ...others, bodies()), "it refuses nobody who asks too often"],
        "by a rate that counts": [
            acl({ ...rate, action: { count: {} } }, common, ...others, bodies()),
            "it refuses nobody who asks too often",
        ],
        "by a rate of some requests": [
            acl({ ...rate, statement: { rateBasedStatement: { limit: 2000, scopeDownStatement: {} } } }, common, ...others, bodies()),
            "it refuses nobody who asks too often",
        ],
        "by a managed rule that lets pass what it finds": [
            acl(
                rate,
                group("CommonRuleSet", 1, {}, { ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { allow: {} } }] }),
                ...others,
                bodies(),
            ),
            'SizeRestrictions_BODY of "AWSManagedRulesCommonRuleSet" lets pass what it finds',
        ],
        "by a way past it": [
            acl(rate, common, ...others, bodies(), { ...office, statement: { byteMatchStatement: upload } }),
            '"office" lets requests pass that no list of addresses names',
        ],
        "by samples": [
            acl({ ...rate, visibilityConfig: { sampledRequestsEnabled: true } }, common, ...others, bodies()),
            '"rate" keeps samples of requests, cookies included',
        ],
    },
});

function notUpload(): object {
    return { notStatement: { statement: { byteMatchStatement: upload } } };
}
