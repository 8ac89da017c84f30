import type { Stack } from "../declared/resource";
import type { PriceId } from "./prices";
import type { Usage } from "./usage";

/** Something that costs, so many units of a price. */
export interface Charge {
    /** The line of the bill that it belongs to; charges of one line are added. */
    readonly item: string;
    readonly price: PriceId;
    /** Units in the month. */
    readonly quantity: number;
}

/** Something that costs what nobody can say. */
export interface Unpriced {
    readonly item: string;
    readonly why: string;
}

/** What one service charges for what a program declares; a file each. */
export interface Service {
    /** As it is called in the bill. */
    readonly name: string;
    /** Pulumi's types of what it charges for, or looks at to know how much. */
    readonly types: readonly string[];
    /** What it charges in a month of such use. */
    readonly charges: (stack: Stack, usage: Usage) => readonly (Charge | Unpriced)[];
}

/** Made once: `toLocaleString` makes one for each number, which takes longer than all else that a line of a bill does. */
const numbers = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

/** So many of something: `1 task`, `2 tasks`. */
export function count(quantity: number, unit: string, units = `${unit}s`): string {
    return `${numbers.format(quantity)} ${quantity === 1 ? unit : units}`;
}
