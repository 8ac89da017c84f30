import { viewOfDeclared } from "../../declared/view";
import type { DeclaredStack } from "../../local/declared";
import { checkRule } from "../../policy/check";
import { rules } from "../../policy/rules";
import { mutate, stackOf, type Mutation } from "./mutation";

/** What is wrong with a stack, as `<rule's id> <resource's name>: <what the rule says>`. */
export function faultsOf(stack: DeclaredStack): ReadonlySet<string> {
    const view = viewOfDeclared(stack);
    const findings = rules.flatMap((rule) => checkRule(rule, view));
    return new Set(findings.map(({ rule, resource, message }) => `${rule.id} ${resource.name}: ${message}`));
}

/** What each edit sets off by itself: it is asked for more than once, and the rules take long to check a whole stack. */
const afterEdits = new Map<Mutation, ReadonlySet<string>>();

/** What is wrong with the stack that a mutation edits, after that edit alone. */
export async function faultsAfter(mutation: Mutation): Promise<ReadonlySet<string>> {
    const faults = afterEdits.get(mutation) ?? faultsOf(mutate(mutation, await stackOf(mutation)));
    afterEdits.set(mutation, faults);
    return faults;
}

/** Ids of the rules that notice what is wrong with a stack. */
export function caughtBy(stack: DeclaredStack): string[] {
    return rulesIn(faultsOf(stack));
}

/** Ids of the rules that such faults are found by. */
export function rulesIn(faults: ReadonlySet<string>): string[] {
    return [...new Set([...faults].map((fault) => fault.slice(0, fault.indexOf(" "))))];
}
