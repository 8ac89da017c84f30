import type { ResourceRule } from "../rule";
import { unknownInputs } from "../view/inputs";

/**
 * As `known-types` for types: an input that the program has never used could do what the rules forbid, and nobody would see. Only names are looked at; what
 * an input may be is the other rules' concern. What the engine shows has been completed by a provider: there, an input also passes that is false, zero or
 * empty, or what the provider sets by itself. Of awsx's Vpc, only what it is asked for is looked at.
 */
export const knownInputs: ResourceRule = {
    id: "known-inputs",
    scope: "resource",
    description: "Every resource is asked only for what this program asks for under some settings, so that nothing escapes the rules.",
    remedy: "Leave the input out; or teach the pack the input in policy/view/inputs/, with a rule for what it could break.",
    types: "all",
    *check(resource) {
        for (const path of unknownInputs(resource)) {
            yield `no rule knows its input ${path}`;
        }
    },
};
