import assert from "node:assert/strict";
import type { DeclaredStack } from "../../local/declared";
import { managedGroups } from "../../load-balancer/waf-rules";
import { declare } from "./support/declare";
import { dependencies, devTags, inputsByName, output, tree, types } from "./support/resources";

interface Rule {
    readonly name: string;
    readonly priority: number;
    readonly action?: unknown;
    readonly overrideAction?: unknown;
    readonly statement: Statement;
    readonly visibilityConfig: unknown;
}

interface Statement {
    readonly managedRuleGroupStatement?: {
        readonly name: string;
        readonly ruleActionOverrides: readonly { name: string; actionToUse: unknown }[];
    };
    readonly andStatement?: { readonly statements: readonly Statement[] };
    readonly orStatement?: { readonly statements: readonly Statement[] };
    readonly notStatement?: { readonly statement: Statement };
    readonly labelMatchStatement?: { readonly key: string };
    readonly byteMatchStatement?: unknown;
    readonly rateBasedStatement?: unknown;
    readonly ipSetReferenceStatement?: unknown;
}

const config = { waf: "true", wafAllowedIps: '["203.0.113.0/24"]', wafBlockedIps: '["198.51.100.7/32"]', wafRateLimit: "500" };
const quiet = (metricName: string) => ({ cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false });

/** Every statement inside one, itself included. */
function all(statement: Statement): Statement[] {
    const { andStatement, orStatement, notStatement } = statement;
    const inside = [
        ...(andStatement?.statements ?? []),
        ...(orStatement?.statements ?? []),
        ...(notStatement ? [notStatement.statement] : []),
    ];
    return [statement, ...inside.flatMap(all)];
}

/** Source: AWS WAF Developer Guide, the page of each statement; the transformation NONE costs nothing. */
function capacityOf(statement: Statement): number {
    if (statement.managedRuleGroupStatement !== undefined) {
        return managedGroups.find(({ name }) => name === statement.managedRuleGroupStatement?.name)!.capacity;
    }
    const { labelMatchStatement, ipSetReferenceStatement, byteMatchStatement, rateBasedStatement } = statement;
    return labelMatchStatement || ipSetReferenceStatement ? 1 : byteMatchStatement || rateBasedStatement ? 2 : 0;
}

describe("waf", () => {
    let stack: DeclaredStack;
    let rules: readonly Rule[];
    before(async () => {
        stack = await declare({ config });
        rules = stack.one(types.webAcl).inputs["rules"] as readonly Rule[];
    });

    const ruleOf = (name: string): Rule => rules.find((rule) => rule.name === name)!;

    it("adds a firewall in a component of its own, and nothing else", async () => {
        const before = new Set(tree(await declare()));
        assert.deepEqual(
            tree(stack).filter((line) => !before.has(line)),
            [
                "IpSet streamlit-allowed-addresses < Waf streamlit",
                "IpSet streamlit-blocked-addresses < Waf streamlit",
                "LogGroup aws-waf-logs-streamlit < Waf streamlit",
                "LogResourcePolicy streamlit-waf < Waf streamlit",
                "Waf streamlit < Stack streamlit-cognito-dev",
                "WebAcl streamlit-waf < Waf streamlit",
                "WebAclAssociation streamlit-waf < Waf streamlit",
                "WebAclLoggingConfiguration streamlit-waf < Waf streamlit",
            ],
        );
    });

    it("lets pass what no rule refuses, and asks its rules in this order", () => {
        const { rules: declared, ...inputs } = stack.one(types.webAcl).inputs;
        assert.deepEqual(inputs, { scope: "REGIONAL", defaultAction: { allow: {} }, visibilityConfig: quiet("all"), tags: devTags });
        assert.deepEqual(
            (declared as Rule[]).map(({ name, priority, action, overrideAction }) => [priority, name, action ?? overrideAction]),
            [
                [0, "blocked-addresses", { block: {} }],
                [1, "allowed-addresses", { allow: {} }],
                [2, "rate", { block: {} }],
                [3, "AWSManagedRulesCommonRuleSet", { none: {} }],
                [4, "AWSManagedRulesKnownBadInputsRuleSet", { none: {} }],
                [5, "AWSManagedRulesAdminProtectionRuleSet", { none: {} }],
                [6, "AWSManagedRulesSQLiRuleSet", { none: {} }],
                [7, "AWSManagedRulesLinuxRuleSet", { none: {} }],
                [8, "bodies", { block: {} }],
                [9, "queries", { block: {} }],
            ],
        );
        for (const { name, visibilityConfig } of rules) {
            assert.deepEqual(visibilityConfig, quiet(name));
        }
    });

    it("refuses these addresses, lets those pass, and refuses who asks more often than so", () => {
        const set = (addresses: string[]) => ({ scope: "REGIONAL", ipAddressVersion: "IPV4", addresses, tags: devTags });
        assert.deepEqual(inputsByName(stack, types.ipSet), {
            "streamlit-allowed-addresses": set(["203.0.113.0/24"]),
            "streamlit-blocked-addresses": set(["198.51.100.7/32"]),
        });
        for (const what of ["allowed-addresses", "blocked-addresses"]) {
            const arn = output(stack, types.ipSet, "arn", `streamlit-${what}`);
            assert.deepEqual(ruleOf(what).statement, { ipSetReferenceStatement: { arn } });
        }
        assert.deepEqual(ruleOf("rate").statement, {
            rateBasedStatement: { limit: 500, evaluationWindowSec: 300, aggregateKeyType: "IP" },
        });
    });

    it("has no lists of addresses where none are set", async () => {
        const without = await declare({ config: { waf: "true" } });
        assert.deepEqual(without.ofType(types.ipSet), []);
        const names = (without.one(types.webAcl).inputs["rules"] as Rule[]).map(({ name }) => name);
        assert.deepEqual(names, rules.map(({ name }) => name).slice(2));
    });

    it("has AWS's rules only mark the bodies of requests, long queries and long cookies", () => {
        const counting = rules.flatMap(({ statement }) => statement.managedRuleGroupStatement?.ruleActionOverrides ?? []);
        assert.deepEqual([...new Set(counting.map(({ actionToUse }) => JSON.stringify(actionToUse)))], ['{"count":{}}']);
        assert.deepEqual(
            counting.map(({ name }) => name),
            [
                "SizeRestrictions_BODY",
                "EC2MetaDataSSRF_BODY",
                "GenericLFI_BODY",
                "GenericRFI_BODY",
                "CrossSiteScripting_BODY",
                "SizeRestrictions_QUERYSTRING",
                "SizeRestrictions_Cookie_HEADER",
                "JavaDeserializationRCE_BODY",
                "Log4JRCE_BODY",
                "ReactJSRCE_BODY",
                "SQLi_BODY",
                "SQLiExtendedPatterns_BODY",
            ],
        );
    });

    // Without this, the first file over 8 KB would be refused; and with it for every path, so would nothing be.
    it("refuses marked bodies everywhere but at Streamlit's uploads, and long queries everywhere but on the way back from the login", () => {
        const atPath = (searchString: string, positionalConstraint: string) => ({
            notStatement: {
                statement: {
                    byteMatchStatement: {
                        searchString,
                        positionalConstraint,
                        fieldToMatch: { uriPath: {} },
                        textTransformations: [{ priority: 0, type: "NONE" }],
                    },
                },
            },
        });
        const label = (key: string) => ({ labelMatchStatement: { scope: "LABEL", key: `awswaf:managed:aws:${key}` } });
        const labels = [
            "core-rule-set:SizeRestrictions_Body",
            "core-rule-set:EC2MetaDataSSRF_Body",
            "core-rule-set:GenericLFI_Body",
            "core-rule-set:GenericRFI_Body",
            "core-rule-set:CrossSiteScripting_Body",
            "known-bad-inputs:JavaDeserializationRCE_Body",
            "known-bad-inputs:Log4JRCE_Body",
            "known-bad-inputs:ReactJSRCE_Body",
            "sql-database:SQLi_Body",
            "sql-database:SQLiExtendedPatterns_Body",
        ];
        assert.deepEqual(ruleOf("bodies").statement, {
            andStatement: {
                statements: [{ orStatement: { statements: labels.map(label) } }, atPath("/_stcore/upload_file/", "STARTS_WITH")],
            },
        });
        assert.deepEqual(ruleOf("queries").statement, {
            andStatement: { statements: [label("core-rule-set:SizeRestrictions_QueryString"), atPath("/oauth2/idpresponse", "EXACTLY")] },
        });
    });

    it("stays within the capacity that its price includes", () => {
        const capacity = rules.flatMap(({ statement }) => all(statement)).reduce((sum, statement) => sum + capacityOf(statement), 0);
        assert.equal(capacity, 1419);
    });

    it("stands before the load balancer", () => {
        assert.deepEqual(inputsByName(stack, types.webAclAssociation), {
            "streamlit-waf": { resourceArn: output(stack, types.loadBalancer, "arn"), webAclArn: output(stack, types.webAcl, "arn") },
        });
    });

    it("logs what it refuses or marks, for as long as the app's log, without the headers that are worth a session", () => {
        const group = "aws-waf-logs-streamlit";
        assert.deepEqual(inputsByName(stack, types.logGroup)[group], { retentionInDays: 30, tags: devTags });
        assert.deepEqual(stack.one(types.webAclLogging).inputs, {
            resourceArn: output(stack, types.webAcl, "arn"),
            logDestinationConfigs: [output(stack, types.logGroup, "arn", group)],
            redactedFields: [{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }],
            loggingFilter: {
                defaultBehavior: "DROP",
                filters: [
                    {
                        behavior: "KEEP",
                        requirement: "MEETS_ANY",
                        conditions: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({ actionCondition: { action } })),
                    },
                ],
            },
        });
        assert.ok(dependencies(stack, stack.one(types.webAclLogging)).includes("LogResourcePolicy streamlit-waf"));
    });

    it("lets AWS's log delivery write into that log only, for this account only", () => {
        const { policyName, policyDocument } = stack.one(types.logResourcePolicy).inputs;
        assert.equal(policyName, output(stack, types.logGroup, "name", "aws-waf-logs-streamlit"));
        assert.deepEqual(JSON.parse(String(policyDocument)), {
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: "delivery.logs.amazonaws.com" },
                    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                    Resource: `${String(output(stack, types.logGroup, "arn", "aws-waf-logs-streamlit"))}:log-stream:*`,
                    Condition: {
                        StringEquals: { "aws:SourceAccount": "123456789012" },
                        ArnLike: { "aws:SourceArn": "arn:aws:logs:us-east-1:123456789012:*" },
                    },
                },
            ],
        });
    });
});
