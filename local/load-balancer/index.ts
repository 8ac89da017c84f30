import type { Socket } from "node:net";

import type { IdentityProvider, Listener, LoadBalancer, TargetGroup } from "../model";
import { createIdentitySigner } from "./identity-signer";
import { createKeys } from "./keys";
import type { LoadBalancerNode } from "./node";
import { startNodes } from "./nodes";
import { openPort, type OpenPort } from "./port";
import type { RunningTargetGroup } from "./target-group";
import { createTargetsOfNodes } from "./targets-of-nodes";

export type { HealthEvent, RunningTargetGroup } from "./target-group";
export type { TargetHealth, TargetState } from "./target";

/** What a load balancer is started with. */
export interface LoadBalancerOptions {
    readonly loadBalancer: LoadBalancer;
    readonly targetGroups: readonly TargetGroup[];
    /** Where a declared listener port listens on this machine; 0 is any free port. */
    readonly localPort: (declaredPort: number) => number;
    /** PEM, for every HTTPS listener. */
    readonly certificate: { readonly key: string; readonly cert: string };
    /**
     * How many nodes it has, which take turns at connections: one is in this process, more are a process each and use as many processors. AWS has one
     * or more in each Availability Zone.
     *
     * @default 1
     */
    readonly nodes?: number;
    /** One line for each refusal and failure, without any token or cookie. @default silent */
    readonly log?: (message: string) => void;
    /** Milliseconds since the epoch, for a node in this process. @default Date.now */
    readonly now?: () => number;
}

/** A load balancer that is served on this machine. */
export interface RunningLoadBalancer {
    /** The port that a listener, by ARN or declared port, really listens on. @throws Error for an unknown one. */
    readonly address: (listener: string | number) => number;
    /** By ARN. A target is as healthy as the node that thinks least of it says. */
    readonly targetGroups: ReadonlyMap<string, RunningTargetGroup>;
    /** Says who answers for a user pool client. Until then, whoever needs its login is answered 500. */
    readonly setIdentityProvider: (userPoolClientId: string, provider: IdentityProvider) => void;
    /** PEM of the key that verifies `x-amzn-oidc-data`, by its `kid`: what AWS serves at `public-keys.auth.elb.<region>.amazonaws.com/<kid>`. */
    readonly publicKey: (keyId: string) => string | undefined;
    /** Rejects when a node ends by itself. */
    readonly failed: Promise<never>;
    /** Stops listening, checking and every open connection. */
    readonly close: () => Promise<void>;
}

/**
 * Starts an Application Load Balancer on 127.0.0.1, with every declared listener.
 *
 * @throws Error where a port is taken (`code` is `EADDRINUSE`, `port` the port).
 */
export async function startLoadBalancer(options: LoadBalancerOptions): Promise<RunningLoadBalancer> {
    const { loadBalancer, certificate, nodes: count = 1, log = () => undefined, now } = options;
    const keys = createKeys();
    const { nodes, failed } = await startNodes({
        ...{ count, loadBalancer, targetGroups: options.targetGroups, certificate, keys, log },
        ...(now && { now }),
        health: (node, arn, event) => targetGroups.get(arn)?.healthAt(node, event),
    });
    const targetGroups = new Map(options.targetGroups.map((group) => [group.arn, createTargetsOfNodes(group, nodes)] as const));
    const ports = new Map<string | number, OpenPort>();
    const close = async () => {
        ports.forEach((port) => port.close());
        await Promise.all(nodes.map((node) => node.close()));
    };
    try {
        for (const listener of loadBalancer.listeners) {
            const opened = await open(listener, options.localPort(listener.port), nodes);
            ports.set(listener.arn, opened).set(listener.port, opened);
        }
    } catch (error) {
        await close();
        throw error;
    }
    nodes.forEach((node) => node.setPorts(new Map(loadBalancer.listeners.map(({ arn, port }) => [port, ports.get(arn)?.port ?? port]))));
    return {
        address: (listener) => addressOf(ports, listener, loadBalancer.name),
        targetGroups,
        setIdentityProvider: (client, provider) => nodes.forEach((node) => node.setIdentityProvider(client, provider)),
        publicKey: createIdentitySigner(loadBalancer.arn, keys.signing).publicKey,
        failed,
        close,
    };
}

/** Opens a listener's port, whose connections go to the nodes in turn: each to one of them for good. */
function open(listener: Listener, port: number, nodes: readonly LoadBalancerNode[]): Promise<OpenPort> {
    let turn = 0;
    const connected = (connection: Socket): void => nodes[turn++ % nodes.length]?.serve(listener.arn, connection);
    return openPort({ listener, port, paused: nodes.length > 1, connected });
}

function addressOf(ports: ReadonlyMap<string | number, OpenPort>, listener: string | number, loadBalancer: string): number {
    const found = ports.get(listener);
    if (found === undefined) {
        throw new Error(`Load balancer ${loadBalancer} has no listener ${listener}.`);
    }
    return found.port;
}
