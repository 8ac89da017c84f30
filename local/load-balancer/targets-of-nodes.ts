import type { TargetGroup } from "../model";
import type { LoadBalancerNode } from "./node";
import { notRegistered, type HealthEvent, type RunningTargetGroup } from "./target-group";
import type { TargetHealth, TargetState } from "./target";

/** A target group of all the nodes of a load balancer. */
export interface TargetsOfNodes extends RunningTargetGroup {
    /** A node found that a target's health is another one. */
    readonly healthAt: (node: number, event: HealthEvent) => void;
}

interface Registered {
    /** As each node sees it. */
    readonly seen: (TargetHealth | undefined)[];
    health: TargetHealth;
    deregistered?: Promise<void>;
}

/** Of a target that its nodes see differently: the first of these. */
const precedence: readonly TargetState[] = ["draining", "initial", "unhealthy", "healthy", "unused"];

/** Registers each target at every node. */
export function createTargetsOfNodes({ arn, name }: TargetGroup, nodes: readonly LoadBalancerNode[]): TargetsOfNodes {
    const registered = new Map<string, Registered>();
    const listeners = new Set<(event: HealthEvent) => void>();
    const changed = (event: HealthEvent): void => listeners.forEach((listener) => listener(event));
    return {
        register(target) {
            if (registered.has(target.id)) {
                throw new Error(`Target ${target.id} of ${name} is registered already: deregister it first.`);
            }
            registered.set(target.id, { seen: nodes.map(() => undefined), health: notRegistered });
            nodes.forEach((node) => node.register(arn, target));
        },
        async deregister(id) {
            const entry = registered.get(id);
            if (entry !== undefined) {
                entry.deregistered ??= Promise.all(nodes.map((node) => node.deregister(arn, id))).then(() => void registered.delete(id));
                await entry.deregistered;
            }
        },
        health: (id) => registered.get(id)?.health ?? notRegistered,
        onHealth(listener) {
            listeners.add(listener);
            return () => listeners.delete(listener);
        },
        healthAt(node, { id, ...health }) {
            const entry = registered.get(id);
            if (entry === undefined) {
                return;
            }
            entry.seen[node] = health;
            const next = together(entry.seen);
            if (next !== undefined && (next.state !== entry.health.state || next.reason !== entry.health.reason)) {
                entry.health = next;
                changed({ id, ...next });
            }
        },
    };
}

/** What is said of a target that every node has seen. */
function together(seen: readonly (TargetHealth | undefined)[]): TargetHealth | undefined {
    if (seen.includes(undefined)) {
        return undefined;
    }
    const states = precedence.map((state) => seen.find((health) => health?.state === state));
    return states.find((health) => health !== undefined);
}
