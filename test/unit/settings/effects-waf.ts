import { registered } from "../support/changes";
import { output, types } from "../support/resources";
import type { Effect } from "./effect";

const along = { waf: "true", wafAllowedIps: '["203.0.113.0/24"]', wafBlockedIps: '["198.51.100.7/32"]' };

/** What the settings of the firewall change in the declared stack. */
export const wafEffects = {
    waf: {
        to: "true",
        // What they are is told whole in unit/waf.test.ts.
        expected: (after) => ({
            ...registered(after, types.waf),
            ...registered(after, types.webAcl),
            ...registered(after, types.webAclAssociation),
            ...registered(after, types.webAclLogging),
            ...registered(after, types.logGroup, "aws-waf-logs-streamlit"),
            ...registered(after, types.logResourcePolicy),
            "outputs.wafLogGroup": output(after, types.logGroup, "name", "aws-waf-logs-streamlit"),
        }),
    },
    wafAllowedIps: {
        to: '["192.0.2.0/24"]',
        along,
        expected: () => ({ "IpSet streamlit-allowed-addresses.addresses.0": "192.0.2.0/24" }),
    },
    wafBlockedIps: {
        to: '["192.0.2.1/32"]',
        along,
        expected: () => ({ "IpSet streamlit-blocked-addresses.addresses.0": "192.0.2.1/32" }),
    },
    wafRateLimit: {
        to: "100",
        along: { waf: "true" },
        expected: () => ({ "WebAcl streamlit-waf.rules.0.statement.rateBasedStatement.limit": 100 }),
    },
} as const satisfies Record<string, Effect>;
