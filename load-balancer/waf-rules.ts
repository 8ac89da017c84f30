import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Rules of the firewall, before they have priorities. */
type Rule = Omit<aws.types.input.wafv2.WebAclRule, "priority">;

/** What the rules follow from. */
export interface WafRuleArgs {
    /** IP set whose addresses are refused. @default none */
    readonly blockedIpSetArn: pulumi.Input<string> | undefined;
    /** IP set whose addresses pass, unless they are refused. @default none */
    readonly allowedIpSetArn: pulumi.Input<string> | undefined;
    /** Requests of one address in 5 minutes that pass. */
    readonly rateLimit: number;
}

/** A managed rule that only marks a request, for a rule of the stack's own to refuse it where it does harm. */
interface Counted {
    /** The rule's name in its group. */
    readonly rule: string;
    /** What it marks a request with. */
    readonly label: string;
}

/** A rule group that AWS maintains. */
interface ManagedGroup {
    readonly name: string;
    /** Web ACL capacity units that it takes. */
    readonly capacity: number;
    /** Its rules that look at a request's body. A file that somebody uploads is data, whatever it resembles. */
    readonly bodyRules: readonly Counted[];
    /** Others that only mark. */
    readonly marking: readonly Counted[];
}

const commonLabel = (what: string): string => `awswaf:managed:aws:core-rule-set:${what}`;
const sqlLabel = (what: string): string => `awswaf:managed:aws:sql-database:${what}`;
const badInputLabel = (what: string): string => `awswaf:managed:aws:known-bad-inputs:${what}`;

/** Query strings over 2,048 bytes. The way back from the login holds a `state` of the load balancer's that grows with the page first asked for. */
const longQuery: Counted = { rule: "SizeRestrictions_QUERYSTRING", label: commonLabel("SizeRestrictions_QueryString") };

/** Cookies over 10,240 bytes. The load balancer's own session cookies have up to 16 K, and it refuses longer headers itself. */
const longCookie: Counted = { rule: "SizeRestrictions_Cookie_HEADER", label: commonLabel("SizeRestrictions_Cookie_Header") };

/**
 * The five of the CDK stack that this one follows. Sources: AWS WAF Developer Guide, "Baseline rule groups" and "Use-case specific rule groups", as of
 * 2026-11.
 */
export const managedGroups: readonly ManagedGroup[] = [
    {
        name: "AWSManagedRulesCommonRuleSet",
        capacity: 700,
        bodyRules: [
            { rule: "SizeRestrictions_BODY", label: commonLabel("SizeRestrictions_Body") },
            { rule: "EC2MetaDataSSRF_BODY", label: commonLabel("EC2MetaDataSSRF_Body") },
            { rule: "GenericLFI_BODY", label: commonLabel("GenericLFI_Body") },
            { rule: "GenericRFI_BODY", label: commonLabel("GenericRFI_Body") },
            { rule: "CrossSiteScripting_BODY", label: commonLabel("CrossSiteScripting_Body") },
        ],
        marking: [longQuery, longCookie],
    },
    {
        name: "AWSManagedRulesKnownBadInputsRuleSet",
        capacity: 200,
        bodyRules: [
            { rule: "JavaDeserializationRCE_BODY", label: badInputLabel("JavaDeserializationRCE_Body") },
            { rule: "Log4JRCE_BODY", label: badInputLabel("Log4JRCE_Body") },
            { rule: "ReactJSRCE_BODY", label: badInputLabel("ReactJSRCE_Body") },
        ],
        marking: [],
    },
    { name: "AWSManagedRulesAdminProtectionRuleSet", capacity: 100, bodyRules: [], marking: [] },
    {
        name: "AWSManagedRulesSQLiRuleSet",
        capacity: 200,
        bodyRules: [
            { rule: "SQLi_BODY", label: sqlLabel("SQLi_Body") },
            { rule: "SQLiExtendedPatterns_BODY", label: sqlLabel("SQLiExtendedPatterns_Body") },
        ],
        marking: [],
    },
    { name: "AWSManagedRulesLinuxRuleSet", capacity: 200, bodyRules: [], marking: [] },
];

/** Where Streamlit takes files, and where the load balancer takes people back from the login. */
const uploads = { searchString: "/_stcore/upload_file/", positionalConstraint: "STARTS_WITH" };
const callback = { searchString: "/oauth2/idpresponse", positionalConstraint: "EXACTLY" };

/**
 * The firewall's rules in the order in which it asks them. The first that refuses or allows decides; who passes all of them may ask the load
 * balancer. Their capacity is below the 1,500 units that the price of a web ACL includes: the groups' 1,400, 1 for each IP set and each label, 2
 * for the rate, and 2 for each path. Source: AWS WAF Developer Guide, "Using rule statements in AWS WAF".
 */
export function wafRules({ blockedIpSetArn, allowedIpSetArn, rateLimit }: WafRuleArgs): aws.types.input.wafv2.WebAclRule[] {
    const rules: Rule[] = [
        ...(blockedIpSetArn === undefined ? [] : [addresses("blocked-addresses", blockedIpSetArn, { block: {} })]),
        ...(allowedIpSetArn === undefined ? [] : [addresses("allowed-addresses", allowedIpSetArn, { allow: {} })]),
        {
            name: "rate",
            action: { block: {} },
            statement: { rateBasedStatement: { limit: rateLimit, evaluationWindowSec: 300, aggregateKeyType: "IP" } },
            visibilityConfig: metric("rate"),
        },
        ...managedGroups.map(managed),
        except(
            "bodies",
            managedGroups.flatMap(({ bodyRules }) => bodyRules),
            uploads,
        ),
        except("queries", [longQuery], callback),
    ];
    return rules.map((rule, priority) => ({ ...rule, priority }));
}

function addresses(name: string, arn: pulumi.Input<string>, action: aws.types.input.wafv2.WebAclRuleAction): Rule {
    return { name, action, statement: { ipSetReferenceStatement: { arn } }, visibilityConfig: metric(name) };
}

function managed({ name, bodyRules, marking }: ManagedGroup): Rule {
    const ruleActionOverrides = [...bodyRules, ...marking].map(({ rule }) => ({ name: rule, actionToUse: { count: {} } }));
    return {
        name,
        overrideAction: { none: {} },
        statement: { managedRuleGroupStatement: { vendorName: "AWS", name, ruleActionOverrides } },
        visibilityConfig: metric(name),
    };
}

/** Refuses what one of these rules has marked, everywhere but at one path. */
function except(name: string, counted: readonly Counted[], path: typeof uploads): Rule {
    const labels = counted.map(({ label }) => ({ labelMatchStatement: { scope: "LABEL", key: label } }));
    const [only] = labels;
    // An OR takes two statements or more.
    const marked = labels.length === 1 && only !== undefined ? only : { orStatement: { statements: labels } };
    const atPath = { byteMatchStatement: { ...path, fieldToMatch: { uriPath: {} }, textTransformations: [{ priority: 0, type: "NONE" }] } };
    return {
        name,
        action: { block: {} },
        statement: { andStatement: { statements: [marked, { notStatement: { statement: atPath } }] } },
        visibilityConfig: metric(name),
    };
}

/** What refuses how much. Without samples: AWS would keep whole requests, cookies included. */
export function metric(metricName: string): aws.types.input.wafv2.WebAclVisibilityConfig {
    return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}
