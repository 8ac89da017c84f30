import { cidrs } from "./cidr";
import { setCommand } from "./config-command";
import type { Configuration } from "./configuration";
import { integer, trueOrFalse, type SettingDefinition } from "./definition";
import type { Problem } from "./problems";

/** The web application firewall before the load balancer. */
export interface WafSettings {
    /** Whether there is one. */
    readonly waf: boolean;
    /** IPv4 blocks that it lets pass whatever they ask, unless they are refused as well. @default none */
    readonly wafAllowedIps: readonly string[];
    /** IPv4 blocks that it refuses. @default none */
    readonly wafBlockedIps: readonly string[];
    /** Requests of one address in 5 minutes that it lets pass. */
    readonly wafRateLimit: number;
}

/** Source: AWS WAF Developer Guide, "AWS WAF quotas": addresses in an IP set. */
const mostIps = 10_000;

/** The firewall's keys of the stack's configuration. */
export const wafSettingDefinitions = {
    waf: { schema: trueOrFalse, example: "false", required: true },
    wafAllowedIps: { schema: cidrs(mostIps), example: `'["203.0.113.0/24"]'`, required: false, whenUnset: [] },
    wafBlockedIps: { schema: cidrs(mostIps), example: `'["198.51.100.7/32"]'`, required: false, whenUnset: [] },
    // Source: AWS WAF API Reference, "RateBasedStatement", Limit.
    wafRateLimit: { schema: integer(10, 999_999_999, "requests of one address in 5 minutes"), example: "2000", required: true },
} as const satisfies Record<string, SettingDefinition<unknown>>;

/** Lists for a firewall that is off: whoever wrote one believes that it is on. */
export function wafProblems({ values: { waf, wafAllowedIps = [], wafBlockedIps = [] } }: Configuration<WafSettings>): Problem[] {
    const idle = Object.entries({ wafAllowedIps, wafBlockedIps }).filter(([, list]) => waf === false && list.length > 0);
    return idle.map(([key, list]) => {
        const rule = "is for the firewall, which is off";
        return { key, value: JSON.stringify(list), rule, mend: setCommand("waf", "true") };
    });
}
