import { createNode, type LoadBalancerNode, type NodeEvents, type NodeSettings } from "./node";
import { startNodeProcess } from "./node-process";
import type { HealthEvent } from "./target-group";

/** The nodes of a load balancer. */
export interface Nodes {
    readonly nodes: readonly LoadBalancerNode[];
    /** Rejects when one ends by itself. */
    readonly failed: Promise<never>;
}

/** How many nodes, and what they are started with. */
export interface NodesOptions extends NodeSettings {
    readonly count: number;
    readonly log: (message: string) => void;
    /** @param node its place among them */
    readonly health: (node: number, targetGroupArn: string, event: HealthEvent) => void;
    readonly now?: () => number;
}

/** One node in this process, or several that are a process each: then this one only hands connections to them. */
export async function startNodes({ count, log, health, now, ...settings }: NodesOptions): Promise<Nodes> {
    const eventsOf = (node: number): NodeEvents => ({ log, health: (arn, event) => health(node, arn, event) });
    if (count === 1) {
        return { nodes: [createNode(settings, eventsOf(0), now)], failed: new Promise(() => undefined) };
    }
    const started = await Promise.allSettled(Array.from({ length: count }, (_, index) => startNodeProcess(settings, eventsOf(index))));
    const nodes = started.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
    const failure = started.find((result) => result.status === "rejected");
    if (failure !== undefined) {
        await Promise.all(nodes.map((node) => node.close()));
        throw failure.reason;
    }
    const failed = Promise.race(nodes.map((node) => node.failed));
    failed.catch(() => undefined); // whoever awaits it sees it
    return { nodes, failed };
}
