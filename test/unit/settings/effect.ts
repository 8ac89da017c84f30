import type { DeclaredStack } from "../../../local/declared";
import type { Overrides } from "../support/declare";

/** One setting's change, and all that it changes in the declared stack. */
export interface Effect {
    /** The changed setting. */
    readonly to: string;
    /** What must be set along with it, before and after. */
    readonly along?: Overrides["config"];
    /** Everything that must change, with its new value. */
    readonly expected: (after: DeclaredStack) => Record<string, unknown> | Promise<Record<string, unknown>>;
}
