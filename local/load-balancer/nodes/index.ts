import { startNodeProcess } from "./child-process";
import { createNode, type LoadBalancerNode, type NodeEvents, type NodeSettings } from "./node";

export type { LoadBalancerNode } from "./node";

/** How many nodes, and what each is started with. */
export interface NodesOptions {
    readonly count: number;
    readonly settings: NodeSettings;
    /** @param node its place among them */
    readonly events: (node: number) => NodeEvents;
    /** Milliseconds since the epoch, for a node in this process. */
    readonly now: () => number;
}

/** Starts one node in this process, or several in a process each: then this one only hands connections to them. */
export async function startNodes({ count, settings, events, now }: NodesOptions): Promise<readonly LoadBalancerNode[]> {
    if (count === 1) {
        return [createNode(settings, events(0), now)];
    }
    const started = await Promise.allSettled(Array.from({ length: count }, (_, node) => startNodeProcess(settings, events(node))));
    const nodes = started.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
    const failure = started.find((result) => result.status === "rejected");
    if (failure !== undefined) {
        await Promise.all(nodes.map((node) => node.close()));
        throw failure.reason;
    }
    return nodes;
}
