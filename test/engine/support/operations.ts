import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";

/** What the engine did to a resource, such as `update aws:lb/listener:Listener streamlit-https`. */
export type Operation = string;

/** Steps in which nothing happens, and the two halves of a replacement, which the step `replace` stands for. */
const leftOut: readonly OpType[] = ["same", "read", "refresh", "create-replacement", "delete-replaced", "discard-replaced"];

/** What an update's events tell. */
export interface Recording {
    readonly onEvent: (event: EngineEvent) => void;
    /** What was done, sorted. */
    readonly operations: () => Operation[];
    /** What was warned of, but that a plugin is taken from the PATH. */
    readonly warnings: () => string[];
    /** Policies that were violated, each once, sorted. */
    readonly violated: () => string[];
}

export function record(): Recording {
    const operations: Operation[] = [];
    const warnings: string[] = [];
    const violated = new Set<string>();
    const onEvent = ({ resourcePreEvent, diagnosticEvent, policyEvent }: EngineEvent): void => {
        if (resourcePreEvent !== undefined && !leftOut.includes(resourcePreEvent.metadata.op)) {
            const { op, urn, type } = resourcePreEvent.metadata;
            operations.push(`${op} ${type} ${urn.split("::").at(-1)}`);
        }
        if (diagnosticEvent?.severity === "warning" && !/using pulumi-resource-\S+ from \$PATH/.test(diagnosticEvent.message)) {
            warnings.push(diagnosticEvent.message);
        }
        if (policyEvent?.enforcementLevel === "mandatory") violated.add(policyEvent.policyName);
    };
    return { onEvent, operations: () => operations.toSorted(), warnings: () => warnings, violated: () => [...violated].sort() };
}
