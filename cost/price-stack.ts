import { viewOfDeclared } from "../declared/view";
import { evaluateQuickly } from "../local/evaluate-quickly";
import type { StackConfig } from "../local/stack-config";
import { billOf, type Bill } from "./bill";
import { taskHours, tasksOf, tooFew } from "./services/tasks";
import type { Usage } from "./usage";

/** What a stack costs under each of some uses, in their order. */
export interface PricedStack {
    readonly region: string;
    readonly bills: readonly Bill[];
    /** USD together with as many tasks as the people at once take, where fewer are declared; null where there are enough. */
    readonly withEnoughTasks: readonly (number | null)[];
    /** What the figures rest on, or do not hold. */
    readonly notes: readonly string[];
}

/** Evaluates the program under a stack's settings, and prices what it declares. @throws what the program throws, such as its error about bad settings */
export async function priceStack(directory: string, stackConfig: StackConfig, usages: readonly Usage[]): Promise<PricedStack> {
    const declared = await evaluateQuickly({ directory, ...stackConfig });
    const view = viewOfDeclared(declared);
    const guesses = usages.flatMap((usage) => tasksOf(view).flatMap((tasks) => taskHours(view, tasks, usage).guess ?? []));
    return {
        region: declared.region,
        bills: usages.map((usage) => billOf(view, declared.region, usage)),
        withEnoughTasks: usages.map((usage) => {
            const isEnough = tooFew(view, usage).length === 0;
            return isEnough ? null : billOf(view, declared.region, { ...usage, enoughTasks: true }).together;
        }),
        notes: [...new Set([...guesses, ...usages.flatMap((usage) => tooFew(view, usage))])],
    };
}
