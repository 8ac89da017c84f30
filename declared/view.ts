import type { DeclaredResource, DeclaredStack } from "../local/declared";
import { referencePaths, type Resource, type Stack } from "./resource";
import { canonicalType } from "./types";
import { at } from "./values";

/** An evaluated program as policies, costs and checks see it. Every value is known: the evaluation makes up what AWS would answer. */
export function viewOfDeclared(stack: DeclaredStack): Stack {
    return { resources: stack.resources.map(viewOfResource) };
}

function viewOfResource({ urn, type, name, inputs, state, id, options }: DeclaredResource): Resource {
    const references = [id, ...referencePaths.map((path) => at(state, ...path))];
    const { protect, ignoreChanges, retainOnDelete } = options;
    return {
        urn,
        type: canonicalType(type),
        name,
        props: inputs,
        options: { protect, ignoreChanges, retainOnDelete },
        references: references.filter((value) => typeof value === "string" && value !== "") as string[],
        propertyDependencies: {},
    };
}
