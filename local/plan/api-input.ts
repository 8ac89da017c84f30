import type { Inputs } from "./inputs";

/** The type of a member, or the members of an object or of each object in a list. */
export type Shape = "text" | "number" | "boolean" | "texts" | { readonly object: Members } | { readonly listOf: Members };

/** Pulumi's input name to its shape, with the API's own name where it is not the same with a capital. */
export type Members = Readonly<Record<string, Member>>;

type Member = Shape | { readonly as: string; readonly shape: Shape };

/**
 * Input of an AWS API call from a provider's inputs: the members of the table that are declared, under the API's names. Members
 * that are not in the table are refused, at any depth. Absent ones stay absent, so that the API's own defaults hold.
 */
export function apiInput(inputs: Inputs, members: Members): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const [key, member] of Object.entries(members)) {
        const { as, shape } = typeof member === "object" && "as" in member ? member : { as: capitalised(key), shape: member };
        const value = read(inputs, key, shape);
        if (value !== undefined) {
            result[as] = value;
        }
    }
    return result;
}

function read(inputs: Inputs, key: string, shape: Shape): unknown {
    switch (shape) {
        case "text":
            return inputs.string(key);
        case "number":
            return inputs.number(key);
        case "boolean":
            return inputs.boolean(key);
        case "texts":
            return inputs.strings(key);
    }
    if ("object" in shape) {
        const inner = inputs.object(key);
        return inner && whole(inner, shape.object);
    }
    const items = inputs.objects(key).map((item) => whole(item, shape.listOf));
    return items.length === 0 ? undefined : items;
}

function whole(inputs: Inputs, members: Members): Record<string, unknown> {
    const result = apiInput(inputs, members);
    inputs.end();
    return result;
}

function capitalised(name: string): string {
    return name.charAt(0).toUpperCase() + name.slice(1);
}
