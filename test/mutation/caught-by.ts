import { viewOfDeclared } from "../../declared/view";
import type { DeclaredStack } from "../../local/declared";
import { checkRule } from "../../policy/check";
import { rules } from "../../policy/rules";

/** What is wrong with a stack, as `<rule's id> <resource's name>`. */
export function faultsOf(stack: DeclaredStack): ReadonlySet<string> {
    const view = viewOfDeclared(stack);
    const findings = rules.flatMap((rule) => checkRule(rule, view));
    return new Set(findings.map(({ rule, resource }) => `${rule.id} ${resource.name}`));
}

/** Ids of the rules that notice what is wrong with a stack. */
export function caughtBy(stack: DeclaredStack): string[] {
    return [...new Set([...faultsOf(stack)].map((fault) => fault.slice(0, fault.indexOf(" "))))];
}
