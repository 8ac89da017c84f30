import type { StackConfig } from "../local/stack-config";
import type { Trial } from "./options";
import { priceStack, type PricedStack } from "./price-stack";
import type { Usage } from "./usage";

/** What settings add to a stack, or why nobody can say. */
export interface Difference {
    readonly key: string;
    readonly set: Readonly<Record<string, string>>;
    /** USD a month more under each use; undefined where the program refuses the settings. */
    readonly usd?: readonly number[];
    /** What costs something that is not in the sum, with the settings and not without. */
    readonly unpriced: readonly string[];
    /** Why the program refuses. */
    readonly problem?: string;
}

/** What the stack costs with other settings, set against what it costs; one evaluation each. */
export async function differences(
    directory: string,
    stackConfig: StackConfig,
    before: PricedStack,
    trials: readonly Trial[],
    usages: readonly Usage[],
): Promise<Difference[]> {
    const found: Difference[] = [];
    for (const { key, set } of trials) {
        const own = Object.entries(set).map(([name, value]) => [`${stackConfig.project}:${name}`, value] as const);
        const changed = { ...stackConfig, config: { ...stackConfig.config, ...Object.fromEntries(own) } };
        try {
            const after = await priceStack(directory, changed, usages);
            const known = new Set(unpricedOf(before));
            const usd = after.bills.map(({ together }, index) => together - (before.bills[index]?.together ?? 0));
            found.push({ key, set, usd, unpriced: unpricedOf(after).filter((item) => !known.has(item)) });
        } catch (error) {
            found.push({ key, set, unpriced: [], problem: error instanceof Error ? error.message : String(error) });
        }
    }
    return found;
}

function unpricedOf({ bills }: PricedStack): string[] {
    return [...new Set(bills.flatMap(({ unpriced }) => unpriced.map(({ item, service }) => `${service}: ${item}`)))];
}
