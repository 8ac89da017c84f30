import type { DeclaredStack } from "../../local/declared";
import { checkRule } from "../../policy/check";
import { rules } from "../../policy/rules";
import { viewOfDeclared } from "../../policy/view/declared";

/** Ids of the rules that notice what is wrong with a stack. */
export function caughtBy(stack: DeclaredStack): string[] {
    const view = viewOfDeclared(stack);
    return rules.filter((rule) => checkRule(rule, view).length > 0).map(({ id }) => id);
}
