import type { Socket } from "node:net";

import { actionsOf, type AuthenticateCognito, type IdentityProvider, type LoadBalancer, type TargetGroup } from "../../model";
import { createAuthenticator } from "../authenticate-cognito";
import { createIdentitySigner } from "../identity-signer";
import type { LoadBalancerKeys } from "../keys";
import { createListener, type ListenerOptions } from "../listener";
import { createSealer } from "../sealer";
import { createStickiness } from "../stickiness";
import { createTargetGroup, type Registration } from "../target-group";
import type { HealthEvent } from "./target-group";

/** What every node of a load balancer is told at its start. */
export interface NodeSettings {
    readonly loadBalancer: LoadBalancer;
    readonly targetGroups: readonly TargetGroup[];
    /** Local ports of the listeners, by declared port. */
    readonly ports: ReadonlyMap<number, number>;
    /** PEM, for every HTTPS listener. */
    readonly certificate: { readonly key: string; readonly cert: string };
    readonly keys: LoadBalancerKeys;
}

/** What a node tells the load balancer. */
export interface NodeEvents {
    /** One line for each refusal and failure, without any token or cookie. */
    readonly log: (message: string) => void;
    /** A target's health changed, as this node sees it. */
    readonly health: (targetGroupArn: string, event: HealthEvent) => void;
}

/**
 * One node of a load balancer: serves the connections that it is given, and checks the targets by itself.
 *
 * AWS: "How Elastic Load Balancing works": a load balancer has one node or more in each Availability Zone, clients get to one or another of them, and with
 * cross-zone load balancing each sends requests to targets of all zones. "Health checks for Application Load Balancer target groups": "Each load
 * balancer node checks the health of each target".
 */
export interface LoadBalancerNode {
    /** Rejects when it ends by itself: never, where it is in this process. */
    readonly failed: Promise<never>;
    /** Says who answers for a user pool client. Until then, whoever needs its login is answered 500. */
    readonly setIdentityProvider: (userPoolClientId: string, provider: IdentityProvider) => void;
    /** Begins to check a target, whose id is new to the group. */
    readonly register: (targetGroupArn: string, target: Registration) => void;
    /** Takes a registered target out. Resolves when the node has nothing left that goes to it. */
    readonly deregister: (targetGroupArn: string, id: string) => Promise<void>;
    /** Serves a connection that was made to a listener's port. */
    readonly serve: (listenerArn: string, connection: Socket) => void;
    /** Stops checking, and ends every connection. */
    readonly close: () => Promise<void>;
}

/**
 * A node in this process.
 *
 * @param now milliseconds since the epoch. @default Date.now
 */
export function createNode(settings: NodeSettings, { log, health }: NodeEvents, now: () => number = Date.now): LoadBalancerNode {
    const { loadBalancer, certificate, keys, ports } = settings;
    const sealer = createSealer(keys.sealing);
    const signer = createIdentitySigner(loadBalancer.arn, keys.signing);
    const providers = new Map<string, IdentityProvider>();
    const targetGroups = createTargetGroups(settings, health);
    const handling: Omit<ListenerOptions, "listener"> = {
        loadBalancer,
        certificate,
        ticketKeys: keys.tickets,
        authenticate: createAuthenticator({ sealer, signer, identityProvider: (action) => providerOf(action, providers), now, log }),
        targetGroups,
        localPort: (declaredPort) => String(ports.get(Number(declaredPort)) ?? declaredPort),
        stickiness: createStickiness(sealer, now),
        now,
        log,
    };
    const listeners = new Map(loadBalancer.listeners.map((listener) => [listener.arn, createListener({ ...handling, listener })] as const));
    return {
        failed: new Promise(() => undefined),
        setIdentityProvider: (userPoolClientId, provider) => void providers.set(userPoolClientId, provider),
        register: (arn, target) => byArn(targetGroups, arn).register(target),
        deregister: (arn, id) => byArn(targetGroups, arn).deregister(id),
        serve: (arn, connection) => byArn(listeners, arn).serve(connection),
        close() {
            targetGroups.forEach((group) => group.close());
            listeners.forEach((listener) => listener.close());
            return Promise.resolve();
        },
    };
}

function byArn<T>(all: ReadonlyMap<string, T>, arn: string): T {
    const found = all.get(arn);
    if (found === undefined) {
        throw new Error(`The load balancer has no ${arn}.`);
    }
    return found;
}

function providerOf({ userPoolClientId }: AuthenticateCognito, providers: ReadonlyMap<string, IdentityProvider>): IdentityProvider {
    const provider = providers.get(userPoolClientId);
    if (provider === undefined) {
        throw new Error(`The identity provider of the client ${userPoolClientId} is not known yet.`);
    }
    return provider;
}

function createTargetGroups({ loadBalancer, targetGroups }: NodeSettings, health: NodeEvents["health"]) {
    const forwards = loadBalancer.listeners.flatMap(actionsOf).filter((action) => action.type === "forward");
    const inUse = new Set(forwards.map((action) => action.targetGroupArn));
    return new Map(
        targetGroups.map((group) => {
            const { arn } = group;
            return [arn, createTargetGroup(group, inUse.has(arn), (id, changed) => health(arn, { id, ...changed }))] as const;
        }),
    );
}
