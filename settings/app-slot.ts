import { createHash } from "node:crypto";

/** How many slots there are: with ten priorities each, after the main app's first thousand, they end below AWS's 50,000. */
const slots = 4900;

/**
 * The place of a further app among the listeners' rules, from 0 to 4,899. It follows from the app's name alone, so that another app that comes or goes does
 * not move it; two names may share one.
 */
export function slotOf(name: string): number {
    return createHash("sha256").update(name).digest().readUInt32BE() % slots;
}
