import { actionsOf, type AuthenticateCognito, type IdentityProvider, type LoadBalancer, type TargetGroup } from "../model";
import { createAuthenticator } from "./authenticate-cognito";
import { createIdentitySigner } from "./identity-signer";
import { startListener, type ListenerOptions, type RunningListener } from "./listener";
import { createSealer } from "./sealer";
import { createStickiness } from "./stickiness";
import { createTargetGroup, type RunningTargetGroup } from "./target-group";

export type { HealthEvent, RunningTargetGroup } from "./target-group";
export type { TargetHealth, TargetState } from "./target";

export interface LoadBalancerOptions {
    readonly loadBalancer: LoadBalancer;
    readonly targetGroups: readonly TargetGroup[];
    /** Where a declared listener port listens on this machine; 0 is any free port. */
    readonly localPort: (declaredPort: number) => number;
    /** PEM, for every HTTPS listener. */
    readonly certificate: { readonly key: string; readonly cert: string };
    /** The identity provider behind an authenticate action; asked at each request, so it may come to exist later. */
    readonly identityProvider: (action: AuthenticateCognito) => IdentityProvider;
    /** One line for each refusal and failure, without any token or cookie. @default silent */
    readonly log?: (message: string) => void;
    /** Milliseconds since the epoch. @default Date.now */
    readonly now?: () => number;
}

export interface RunningLoadBalancer {
    /** The port that a listener, by ARN or declared port, really listens on. @throws Error for an unknown one. */
    readonly address: (listener: string | number) => number;
    /** By ARN. */
    readonly targetGroups: ReadonlyMap<string, RunningTargetGroup>;
    /** PEM of the key that verifies `x-amzn-oidc-data`, by its `kid`: what AWS serves at `public-keys.auth.elb.<region>.amazonaws.com/<kid>`. */
    readonly publicKey: (keyId: string) => string | undefined;
    /** Stops listening, checking and every open connection. */
    readonly close: () => Promise<void>;
}

/**
 * Starts an Application Load Balancer on 127.0.0.1, with every declared listener.
 *
 * @throws Error where a port is taken (`code` is `EADDRINUSE`, `port` the port).
 */
export async function startLoadBalancer(options: LoadBalancerOptions): Promise<RunningLoadBalancer> {
    const { loadBalancer, certificate, identityProvider, log = () => undefined, now = Date.now } = options;
    const sealer = createSealer();
    const signer = createIdentitySigner(loadBalancer.arn);
    const used = forwardedGroups(loadBalancer);
    const targetGroups = new Map(options.targetGroups.map((group) => [group.arn, createTargetGroup(group, used.has(group.arn))] as const));
    const running = new Map<string | number, RunningListener>();
    const close = async () => {
        targetGroups.forEach((group) => group.close());
        await Promise.all([...new Set(running.values())].map((listener) => listener.close()));
    };
    const handling: Omit<ListenerOptions, "listener" | "port"> = {
        loadBalancer,
        certificate,
        authenticate: createAuthenticator({ sealer, signer, identityProvider, now, log }),
        targetGroups,
        localPort: (declaredPort) => String(running.get(Number(declaredPort))?.port ?? declaredPort),
        stickiness: createStickiness(sealer, now),
        now,
        log,
    };
    try {
        for (const listener of loadBalancer.listeners) {
            const started = await startListener({ ...handling, listener, port: options.localPort(listener.port) });
            running.set(listener.arn, started).set(listener.port, started);
        }
    } catch (error) {
        await close();
        throw error;
    }
    const address = (listener: string | number) => addressOf(running, listener, loadBalancer.name);
    return { address, targetGroups, publicKey: signer.publicKey, close };
}

function addressOf(running: ReadonlyMap<string | number, RunningListener>, listener: string | number, loadBalancer: string): number {
    const found = running.get(listener);
    if (found === undefined) {
        throw new Error(`Load balancer ${loadBalancer} has no listener ${listener}.`);
    }
    return found.port;
}

function forwardedGroups(loadBalancer: LoadBalancer): ReadonlySet<string> {
    const forwards = loadBalancer.listeners.flatMap(actionsOf).filter((action) => action.type === "forward");
    return new Set(forwards.map((action) => action.targetGroupArn));
}
