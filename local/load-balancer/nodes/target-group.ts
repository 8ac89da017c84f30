import type { TargetGroup } from "../../model";
import type { Registration } from "../target-group";
import { notRegistered, type TargetHealth, type TargetState } from "../target";
import type { LoadBalancerNode } from "./node";

/** Health of one target changed. */
export interface HealthEvent extends TargetHealth {
    readonly id: string;
}

/** A target group in service, at every node. Targets are named by an id that the caller chooses. */
export interface RunningTargetGroup {
    /** Has the target checked; it gets requests once it passed a check. @throws Error where the id is registered already. */
    readonly register: (target: Registration) => void;
    /**
     * Takes the target out: no new requests from now on. Resolves when its last request and websocket has ended, or when the deregistration delay
     * is over and what was left has been ended. An unknown id resolves at once.
     */
    readonly deregister: (id: string) => Promise<void>;
    /** As its nodes see it together. */
    readonly health: (id: string) => TargetHealth;
    /** @returns stops the calls. */
    readonly onHealth: (listener: (event: HealthEvent) => void) => () => void;
}

/** What only the load balancer itself does with it. */
export interface TargetGroupOfNodes extends RunningTargetGroup {
    /** A node sees a target's health change. */
    readonly healthAt: (node: number, event: HealthEvent) => void;
}

interface Registered {
    /** As each node sees it, once it does. */
    readonly seen: (TargetHealth | undefined)[];
    health: TargetHealth;
    deregistered?: Promise<void>;
}

/** @param nodes once they run; each has the group */
export function createTargetGroupOfNodes({ arn, name }: TargetGroup, nodes: () => readonly LoadBalancerNode[]): TargetGroupOfNodes {
    const registered = new Map<string, Registered>();
    const listeners = new Set<(event: HealthEvent) => void>();
    return {
        register(target) {
            if (registered.has(target.id)) {
                throw new Error(`Target ${target.id} of ${name} is registered already: deregister it first.`);
            }
            registered.set(target.id, { seen: nodes().map(() => undefined), health: notRegistered });
            nodes().forEach((node) => node.register(arn, target));
        },
        async deregister(id) {
            const entry = registered.get(id);
            if (entry !== undefined) {
                entry.deregistered ??= Promise.all(nodes().map((node) => node.deregister(arn, id))).then(() => void registered.delete(id));
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
                listeners.forEach((listener) => listener({ id, ...next }));
            }
        },
    };
}

/** The first of these that a node sees: draining until all have let go, not judged while one has not, unhealthy where one finds it so. */
const precedence: readonly TargetState[] = ["draining", "initial", "unhealthy", "healthy", "unused"];

/** What is said of a target that every node has seen; undefined before. */
function together(seen: readonly (TargetHealth | undefined)[]): TargetHealth | undefined {
    if (seen.includes(undefined)) {
        return undefined;
    }
    const found = precedence.map((state) => seen.find((health) => health?.state === state));
    return found.find((health) => health !== undefined);
}
