import { cidrs } from "./cidr";
import { trueOrFalse, type SettingDefinition } from "./definition";

/** Who may reach the load balancer, and what `pulumi destroy` may remove. */
export interface ProtectionSettings {
    /** IPv4 blocks that may reach the load balancer. @default none, which means everyone */
    readonly allowedCidrs: readonly string[];
    /** Whether load balancer and user pool must be released before they can be deleted. */
    readonly deletionProtection: boolean;
}

/**
 * A security group has 60 rules for IPv4 in each direction, and each block takes one for port 80 and one for 443. Source: Amazon VPC User Guide,
 * "Amazon VPC quotas".
 */
const mostAllowedCidrs = 30;

/** The keys of the stack's configuration that protect it. */
export const protectionSettingDefinitions = {
    allowedCidrs: { schema: cidrs(mostAllowedCidrs), example: `'["203.0.113.0/24"]'`, required: false, whenUnset: [] },
    deletionProtection: { schema: trueOrFalse, example: "false", required: true },
} as const satisfies Record<string, SettingDefinition<unknown>>;
