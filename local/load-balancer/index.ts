import type { Socket } from "node:net";

import type { IdentityProvider, Listener, LoadBalancer, TargetGroup } from "../model";
import { awaitedLater } from "../awaited-later";
import { publicKeyOf } from "./identity-signer";
import { createKeys } from "./keys";
import { openListeningPort, type ListeningPort } from "./listening-port";
import { startNodes, type LoadBalancerNode } from "./nodes";
import { createTargetGroupOfNodes, type RunningTargetGroup } from "./nodes/target-group";

export type { HealthEvent, RunningTargetGroup } from "./nodes/target-group";
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
     * How many nodes it has, which take turns at connections: one is in this process, several are a process each and use as many processors.
     *
     * @default 1
     */
    readonly nodes?: number;
    /** One line for each refusal and failure, without any token or cookie. @default silent */
    readonly log?: (message: string) => void;
    /** Milliseconds since the epoch; for one node alone. @default Date.now */
    readonly now?: () => number;
}

/** A load balancer that is served on this machine. */
export interface RunningLoadBalancer {
    /** The port that a listener, by ARN or declared port, really listens on. @throws Error for an unknown one. */
    readonly address: (listener: string | number) => number;
    /** By ARN. */
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
    const { loadBalancer, certificate, nodes: count = 1, log = () => undefined, now = Date.now } = options;
    const keys = createKeys();
    let nodes: readonly LoadBalancerNode[] = [];
    const ports = new Map<string | number, ListeningPort>();
    const targetGroups = new Map(options.targetGroups.map((group) => [group.arn, createTargetGroupOfNodes(group, () => nodes)] as const));
    const close = async () => {
        ports.forEach((port) => port.close());
        await Promise.all(nodes.map((node) => node.close()));
    };
    try {
        for (const listener of loadBalancer.listeners) {
            const port = options.localPort(listener.port);
            const opened = await openListeningPort({ listener, port, paused: count > 1, connected: inTurn(listener, () => nodes) });
            ports.set(listener.arn, opened).set(listener.port, opened);
        }
        const localPorts = new Map(loadBalancer.listeners.map(({ port }) => [port, ports.get(port)?.port ?? port] as const));
        nodes = await startNodes({
            count,
            settings: { loadBalancer, targetGroups: options.targetGroups, certificate, keys, ports: localPorts },
            events: (node) => ({ log, health: (arn, event) => targetGroups.get(arn)?.healthAt(node, event) }),
            now,
        });
    } catch (error) {
        await close();
        throw error;
    }
    return {
        address: (listener) => addressOf(ports, listener, loadBalancer.name),
        targetGroups,
        setIdentityProvider: (client, provider) => nodes.forEach((node) => node.setIdentityProvider(client, provider)),
        publicKey: (keyId) => (keyId === keys.signing.id ? publicKeyOf(keys.signing) : undefined),
        failed: awaitedLater(Promise.race(nodes.map((node) => node.failed))),
        close,
    };
}

/** Hands a listener's connections to the nodes in turn: each to one of them for good. */
function inTurn({ arn }: Listener, nodes: () => readonly LoadBalancerNode[]): (connection: Socket) => void {
    let turn = 0;
    return (connection) => {
        const all = nodes();
        const node = all[turn++ % all.length];
        if (node === undefined) {
            // Nobody was told of the port yet.
            connection.destroy();
        } else {
            node.serve(arn, connection);
        }
    };
}

function addressOf(ports: ReadonlyMap<string | number, ListeningPort>, listener: string | number, loadBalancer: string): number {
    const found = ports.get(listener);
    if (found === undefined) {
        throw new Error(`Load balancer ${loadBalancer} has no listener ${listener}.`);
    }
    return found.port;
}
