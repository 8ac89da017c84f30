import { isDeepStrictEqual } from "node:util";
import type { DeclaredStack } from "../../local/declared";
import { faultsOf } from "./caught-by";
import { mutate, NothingToChange, stackOf, type Mutation } from "./mutation";

/** Edits of one stack that are told apart when they are made all at once: no rule finds fault with the same resource for two of them. */
export interface Batch {
    readonly original: DeclaredStack;
    readonly mutations: readonly Mutation[];
    /** The stack after all of them. */
    readonly mutated: DeclaredStack;
    /** What each sets off by itself, and all of them set off together. */
    readonly faults: ReadonlySet<string>;
}

/** Few batches, without much of a search: each edit joins the first that it can. */
export async function batchesOf(mutations: readonly Mutation[]): Promise<readonly Batch[]> {
    const batches: Batch[] = [];
    for (const mutation of mutations) {
        const original = await stackOf(mutation);
        const mutated = mutate(mutation, original);
        const alone = { original, mutations: [mutation], mutated, faults: faultsOf(mutated) };
        let joined: Batch | undefined;
        for (const [index, batch] of batches.entries()) {
            joined = join(batch, mutation, alone);
            if (joined !== undefined) {
                batches[index] = joined;
                break;
            }
        }
        if (joined === undefined) {
            batches.push(alone);
        }
    }
    return batches;
}

/** Undefined where one sets off what the other does, undoes what the other needs, or hides it. */
function join(batch: Batch, mutation: Mutation, { original, faults }: Batch): Batch | undefined {
    if (original !== batch.original || [...faults].some((fault) => batch.faults.has(fault))) {
        return undefined;
    }
    try {
        const mutated = mutate(mutation, batch.mutated);
        const both = faultsOf(mutated);
        const isSum = isDeepStrictEqual(both, new Set([...batch.faults, ...faults]));
        return isSum ? { original, mutations: [...batch.mutations, mutation], mutated, faults: both } : undefined;
    } catch (error) {
        if (error instanceof NothingToChange) {
            return undefined;
        }
        throw error;
    }
}
