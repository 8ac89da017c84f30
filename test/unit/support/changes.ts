import type { DeclaredStack } from "../../../local/declared";
import { label } from "./resources";

/**
 * What differs between two declared stacks, as path to new value: `Listener streamlit-https.port`, `outputs.url`, and the label alone of a
 * resource that one of them has not. The value is undefined for what is gone.
 */
export function changes(before: DeclaredStack, after: DeclaredStack): Record<string, unknown> {
    const old = paths(before);
    const now = paths(after);
    const different = [...new Set([...old.keys(), ...now.keys()])].filter((path) => old.get(path) !== now.get(path));
    return Object.fromEntries(different.sort().map((path) => [path, now.get(path)]));
}

/** What a new resource adds to the changes: itself, and every one of its inputs. */
export function registered(after: DeclaredStack, type: string, name?: string): Record<string, unknown> {
    const resource = after.one(type, name);
    const found = new Map<string, unknown>([[label(resource), "registered"]]);
    flatten(label(resource), resource.inputs, found);
    return Object.fromEntries(found);
}

function paths(stack: DeclaredStack): Map<string, unknown> {
    const found = new Map<string, unknown>();
    for (const resource of stack.resources) {
        found.set(label(resource), "registered");
        flatten(label(resource), resource.inputs, found);
    }
    flatten("outputs", stack.outputs, found);
    return found;
}

function flatten(path: string, value: unknown, found: Map<string, unknown>): void {
    if (typeof value === "object" && value !== null) {
        for (const [key, item] of Object.entries(value)) {
            flatten(`${path}.${key}`, item, found);
        }
    } else {
        found.set(path, value);
    }
}
