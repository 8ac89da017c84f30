import { isKnownType } from "../view/known-types";
import type { ResourceRule } from "../rule";

/** Each rule looks at the types that it names: a resource of another type could do what they forbid, and nobody would see. */
export const knownTypes: ResourceRule = {
    id: "known-types",
    scope: "resource",
    description: "Every resource is of a type that this pack knows, so that none escapes its rules.",
    remedy: "Teach the pack the type: in declared/types.ts with a rule for what it could break, or in policy/view/known-types.ts as harmless; or relax this rule for the stack.",
    types: "all",
    *check({ type }) {
        if (!isKnownType(type)) {
            yield `no rule looks at ${type}`;
        }
    },
};
