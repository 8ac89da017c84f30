import type { Stack } from "../declared/resource";
import type { Charge, Unpriced } from "./charge";
import { isFree } from "./free";
import { priceIn, type PriceId } from "./prices";
import { services } from "./services";
import type { Usage } from "./usage";

/** One line of a bill. */
export interface Line {
    readonly service: string;
    readonly item: string;
    /** USD in the month. */
    readonly usd: number;
    /** Whether every price in it is confirmed. */
    readonly confirmed: boolean;
    readonly prices: readonly PriceId[];
}

/** What a stack costs in a month of one use. */
export interface Bill {
    readonly lines: readonly Line[];
    /** USD of all lines. */
    readonly together: number;
    /** What costs something that is not in the sum. Never left out. */
    readonly unpriced: readonly (Unpriced & { readonly service: string })[];
}

/** Whether some service knows what a type costs. */
export function isPriced(type: string): boolean {
    return services.some(({ types }) => types.includes(type));
}

/** Prices everything that a program declares: each of its types has a price, is free, or is listed as unpriced. */
export function billOf(stack: Stack, region: string, usage: Usage): Bill {
    const charged = services.map(({ charges, name }) => ({ service: name, charges: charges(stack, usage) }));
    const lines = charged.flatMap(({ service, charges }) => linesOf(service, charges.filter(isCharge), region));
    const unpriced = charged.flatMap(({ service, charges }) => [
        ...charges.flatMap((charge) => (isCharge(charge) ? [] : [{ service, ...charge }])),
        ...withoutPrice(service, charges.filter(isCharge), region),
    ]);
    const unknown = stack.resources.filter(({ type }) => !isPriced(type) && !isFree(type));
    return {
        lines,
        together: lines.reduce((sum, { usd }) => sum + usd, 0),
        unpriced: [
            ...unpriced,
            ...unknown.map(({ name, type }) => ({ service: type, item: name, why: "no price is known for this type of resource" })),
        ],
    };
}

function isCharge(charge: Charge | Unpriced): charge is Charge {
    return "price" in charge;
}

/** Adds the charges of one item. What an account has free comes off each price once: the first item that uses it has it. */
function linesOf(service: string, charges: readonly Charge[], region: string): Line[] {
    const left = new Map<PriceId, number>();
    const lines = new Map<string, Line>();
    for (const { item, price, quantity } of charges) {
        const found = priceIn(region, price);
        if (found !== undefined) {
            const free = Math.min(quantity, left.get(price) ?? found.free);
            left.set(price, (left.get(price) ?? found.free) - free);
            const before = lines.get(item) ?? { service, item, usd: 0, confirmed: true, prices: [] };
            lines.set(item, {
                ...before,
                usd: before.usd + (quantity - free) * found.usd,
                confirmed: before.confirmed && found.confirmed,
                prices: [...before.prices, price],
            });
        }
    }
    return [...lines.values()];
}

function withoutPrice(service: string, charges: readonly Charge[], region: string): (Unpriced & { service: string })[] {
    const items = charges.filter(({ price }) => priceIn(region, price) === undefined).map(({ item }) => item);
    return [...new Set(items)].map((item) => ({ service, item, why: `there is no price for ${region}` }));
}
