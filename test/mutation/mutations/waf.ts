import { types } from "../../../declared/types";
import { edit, remove, under, whatever, type Mutation } from "../mutation";

const acl = [types.webAcl, "streamlit-waf"] as const;
const association = [types.webAclAssociation, "streamlit-waf"] as const;
const logging = [types.webAclLogging, "streamlit-waf"] as const;
const logs = [types.logGroup, "aws-waf-logs-streamlit"] as const;
const logPolicy = [types.logResourcePolicy, "streamlit-waf"] as const;

const common = ["rules", { name: "AWSManagedRulesCommonRuleSet" }] as const;
const bodies = ["rules", { name: "bodies" }] as const;
const overrides = ["statement", "managedRuleGroupStatement", "ruleActionOverrides"] as const;
const exception = ["statement", "andStatement", "statements", 1, "notStatement", "statement", "byteMatchStatement"] as const;
const condition = ["policyDocument", "Statement", 0, "Condition"] as const;

/** What the firewall refuses, where there is one, and what it writes down. */
export const wafMutations: readonly Mutation[] = under({ waf: "true" }, [
    edit(
        "had a rule group of the firewall count only",
        "firewall-refuses",
        acl,
        [...common, "overrideAction"],
        { none: {} },
        { count: {} },
    ),
    edit(
        "took a rule group out of the firewall",
        "firewall-refuses",
        acl,
        ["rules", { name: "AWSManagedRulesSQLiRuleSet" }],
        whatever,
        undefined,
    ),
    edit(
        "had the firewall count scripts in addresses",
        "firewall-refuses",
        acl,
        [...common, ...overrides, 0, "name"],
        whatever,
        "CrossSiteScripting_URIPATH",
    ),
    edit("had nothing refuse bad bodies", "firewall-refuses", acl, bodies, whatever, undefined),
    edit("had bad bodies counted again", "firewall-refuses", acl, [...bodies, "action"], { block: {} }, { count: {} }),
    edit("let bad bodies pass everywhere", "firewall-refuses", acl, [...bodies, ...exception, "searchString"], whatever, "/"),
    edit(
        "let bad bodies pass where a path has the word",
        "firewall-refuses",
        acl,
        [...bodies, ...exception, "positionalConstraint"],
        "STARTS_WITH",
        "CONTAINS",
    ),
    edit("let anybody ask as often as they like", "firewall-refuses", acl, ["rules", { name: "rate" }], whatever, undefined),
    edit("let pass by rate", "firewall-refuses", acl, ["rules", { name: "rate" }, "action"], { block: {} }, { allow: {} }),
    edit("kept samples of requests", "firewall-refuses", acl, ["visibilityConfig", "sampledRequestsEnabled"], false, true),
    remove("forgot to put the firewall before the load balancer", "firewall-attached", association),
    edit(
        "put the firewall before something else",
        "firewall-attached",
        association,
        ["resourceArn"],
        whatever,
        "arn:aws:apigateway:us-east-1::/x",
    ),
    remove("had the firewall log nothing", "firewall-attached", logging),
    edit("logged session cookies", "firewall-attached", logging, ["redactedFields", 1], whatever, undefined),
    edit("kept the firewall's log for ever", "log-retention", logs, ["retentionInDays"], 30, undefined),
    edit("let other accounts write into the firewall's log", "service-grants", logPolicy, condition, whatever, undefined),
    edit(
        "let a service do anything with the firewall's log",
        "service-grants",
        logPolicy,
        ["policyDocument", "Statement", 0, "Action"],
        whatever,
        "logs:*",
    ),
]);
