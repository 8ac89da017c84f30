import type { Socket } from "node:net";

import { actionsOf, type AuthenticateCognito, type IdentityProvider, type LoadBalancer, type TargetGroup } from "../model";
import { createAuthenticator } from "./authenticate-cognito";
import { createIdentitySigner } from "./identity-signer";
import type { LoadBalancerKeys } from "./keys";
import { createListener, type ListenerOptions } from "./listener";
import { createSealer } from "./sealer";
import { createStickiness } from "./stickiness";
import { createTargetGroup, type HealthEvent, type Registration } from "./target-group";

/** What every node of a load balancer is told at its start. */
export interface NodeSettings {
    readonly loadBalancer: LoadBalancer;
    readonly targetGroups: readonly TargetGroup[];
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
 * AWS: "How Elastic Load Balancing works": a load balancer has a node in each Availability Zone, clients get to one or another of them, and with
 * cross-zone load balancing each sends requests to targets of all zones. "Health checks for Application Load Balancer target groups": "Each load
 * balancer node checks the health of each target".
 */
export interface LoadBalancerNode {
    /** Where declared ports listen locally. */
    readonly setPorts: (ports: ReadonlyMap<number, number>) => void;
    /** Who answers for a user pool client. Until it is known, whoever needs a login is answered 500. */
    readonly setIdentityProvider: (userPoolClientId: string, provider: IdentityProvider) => void;
    readonly register: (targetGroupArn: string, target: Registration) => void;
    /** Resolves when the target has nothing to do any more for this node. */
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
    const { loadBalancer, certificate, keys } = settings;
    const sealer = createSealer(keys.sealing);
    const signer = createIdentitySigner(loadBalancer.arn, keys.signing);
    const used = forwardedGroups(loadBalancer);
    const targetGroups = new Map(settings.targetGroups.map((group) => [group.arn, createTargetGroup(group, used.has(group.arn))] as const));
    targetGroups.forEach((group, arn) => group.onHealth((event) => health(arn, event)));
    const providers = new Map<string, IdentityProvider>();
    let ports: ReadonlyMap<number, number> = new Map();
    const handling: Omit<ListenerOptions, "listener"> = {
        loadBalancer,
        certificate,
        authenticate: createAuthenticator({ sealer, signer, identityProvider: (action) => providerOf(action, providers), now, log }),
        targetGroups,
        localPort: (declaredPort) => String(ports.get(Number(declaredPort)) ?? declaredPort),
        stickiness: createStickiness(sealer, now),
        now,
        log,
    };
    const listeners = new Map(loadBalancer.listeners.map((listener) => [listener.arn, createListener({ ...handling, listener })] as const));
    return {
        setPorts: (known) => (ports = known),
        setIdentityProvider: (userPoolClientId, provider) => void providers.set(userPoolClientId, provider),
        register: (arn, target) => targetGroups.get(arn)?.register(target),
        deregister: async (arn, id) => targetGroups.get(arn)?.deregister(id),
        serve: (arn, connection) => listeners.get(arn)?.serve(connection),
        close() {
            targetGroups.forEach((group) => group.close());
            listeners.forEach((listener) => listener.close());
            return Promise.resolve();
        },
    };
}

function providerOf({ userPoolClientId }: AuthenticateCognito, providers: ReadonlyMap<string, IdentityProvider>): IdentityProvider {
    const provider = providers.get(userPoolClientId);
    if (provider === undefined) {
        throw new Error(`The identity provider of the client ${userPoolClientId} is not known yet.`);
    }
    return provider;
}

function forwardedGroups(loadBalancer: LoadBalancer): ReadonlySet<string> {
    const forwards = loadBalancer.listeners.flatMap(actionsOf).filter((action) => action.type === "forward");
    return new Set(forwards.map((action) => action.targetGroupArn));
}
