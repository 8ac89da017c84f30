import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";

/** What the engine did to a resource, such as `update aws:lb/listener:Listener streamlit-https`. */
export type Operation = string;

/** Steps in which nothing happens, and the two halves of a replacement, which the step `replace` stands for. */
const leftOut: readonly OpType[] = ["same", "read", "refresh", "create-replacement", "delete-replaced", "discard-replaced"];

/** Takes the operations out of an update's events, sorted. */
export function recordOperations(): { readonly onEvent: (event: EngineEvent) => void; readonly operations: () => Operation[] } {
    const found: Operation[] = [];
    return {
        onEvent: ({ resourcePreEvent }) => {
            if (resourcePreEvent === undefined || leftOut.includes(resourcePreEvent.metadata.op)) {
                return;
            }
            const { op, urn, type } = resourcePreEvent.metadata;
            found.push(`${op} ${type} ${urn.split("::").at(-1)}`);
        },
        operations: () => found.toSorted(),
    };
}
