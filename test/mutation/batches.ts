import type { DeclaredStack } from "../../local/declared";
import { faultsAfter, faultsOf } from "./caught-by";
import { mutate, NothingToChange, stackOf, type Mutation } from "./mutation";

/** Edits of one stack that are told apart when they are made all at once: no rule says the same of the same resource for two of them. */
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
    const alone = new Map<DeclaredStack, Batch[]>();
    for (const mutation of mutations) {
        const original = await stackOf(mutation);
        const same = alone.get(original) ?? [];
        alone.set(original, same);
        same.push({ original, mutations: [mutation], mutated: mutate(mutation, original), faults: await faultsAfter(mutation) });
    }
    return [...alone.values()].flatMap((edits) => {
        const batches: Batch[] = [];
        let [first, ...rest] = edits;
        while (first !== undefined) {
            const { batch, left } = fill(first, rest);
            batches.push(batch);
            [first, ...rest] = left;
        }
        return batches;
    });
}

/** A batch with all the edits that can join it. Many at once where that does, as the rules take long to check a whole stack. */
function fill(batch: Batch, edits: readonly Batch[]): { readonly batch: Batch; readonly left: readonly Batch[] } {
    const joined = join(batch, edits);
    if (joined !== undefined) {
        return { batch: joined, left: [] };
    }
    if (edits.length === 1) {
        return { batch, left: edits };
    }
    const half = Math.ceil(edits.length / 2);
    const first = fill(batch, edits.slice(0, half));
    const second = fill(first.batch, edits.slice(half));
    return { batch: second.batch, left: [...first.left, ...second.left] };
}

/** Undefined where one sets off what another does, undoes what another needs, or hides it. */
function join(batch: Batch, edits: readonly Batch[]): Batch | undefined {
    const all = [batch, ...edits];
    const expected = new Set(all.flatMap(({ faults }) => [...faults]));
    if (expected.size < all.reduce((sum, { faults }) => sum + faults.size, 0)) {
        return undefined;
    }
    const mutations = edits.flatMap((edit) => edit.mutations);
    try {
        const mutated = mutations.reduce((stack, mutation) => mutate(mutation, stack), batch.mutated);
        const faults = faultsOf(mutated);
        const isSum = faults.size === expected.size && [...faults].every((fault) => expected.has(fault));
        return isSum ? { ...batch, mutations: [...batch.mutations, ...mutations], mutated, faults } : undefined;
    } catch (error) {
        if (error instanceof NothingToChange) {
            return undefined;
        }
        throw error;
    }
}
