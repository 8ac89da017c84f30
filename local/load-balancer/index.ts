import type { AuthenticateCognito, IdentityProvider, LoadBalancer, TargetGroup } from "../model";
import { createAuthenticator } from "./authenticate-cognito";
import { createIdentitySigner } from "./identity-signer";
import { startListener, type RunningListener } from "./listener";
import { createSealer } from "./sealer";
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
 * @throws Error where a port is taken (`code` is `EADDRINUSE`, `port` the port), or where an HTTP listener is asked to authenticate, which AWS
 * refuses too.
 */
export async function startLoadBalancer(options: LoadBalancerOptions): Promise<RunningLoadBalancer> {
    const { loadBalancer, certificate, identityProvider, log = () => undefined, now = Date.now } = options;
    checkListeners(loadBalancer);
    const sealer = createSealer();
    const signer = createIdentitySigner(loadBalancer.arn);
    const authenticate = createAuthenticator({ sealer, signer, identityProvider, now, log });
    const used = forwardedGroups(loadBalancer);
    const targetGroups = new Map(options.targetGroups.map((group) => [group.arn, createTargetGroup(group, used.has(group.arn))] as const));
    const running = new Map<string | number, RunningListener>();
    const localPort = (declaredPort: string) => String(running.get(Number(declaredPort))?.port ?? declaredPort);

    const close = async () => {
        targetGroups.forEach((group) => group.close());
        await Promise.all([...new Set(running.values())].map((listener) => listener.close()));
    };
    try {
        for (const listener of loadBalancer.listeners) {
            const port = options.localPort(listener.port);
            const started = await startListener({
                listener,
                loadBalancer,
                port,
                certificate,
                authenticate,
                targetGroups,
                localPort,
                sealer,
                now,
                log,
            });
            running.set(listener.arn, started).set(listener.port, started);
        }
    } catch (error) {
        await close();
        throw error;
    }
    return {
        address(listener) {
            const found = running.get(listener);
            if (found === undefined) {
                throw new Error(`Load balancer ${loadBalancer.name} has no listener ${listener}.`);
            }
            return found.port;
        },
        targetGroups,
        publicKey: signer.publicKey,
        close,
    };
}

const actionsOf = (listener: LoadBalancer["listeners"][number]) => [
    ...listener.defaultActions,
    ...listener.rules.flatMap((rule) => rule.actions),
];

function forwardedGroups(loadBalancer: LoadBalancer): ReadonlySet<string> {
    const forwards = loadBalancer.listeners.flatMap(actionsOf).filter((action) => action.type === "forward");
    return new Set(forwards.map((action) => action.targetGroupArn));
}

/** "user authentication requires an HTTPS listener" (AWS: "Authenticate users using an Application Load Balancer"). */
function checkListeners(loadBalancer: LoadBalancer): void {
    for (const listener of loadBalancer.listeners) {
        if (listener.protocol === "HTTP" && actionsOf(listener).some((action) => action.type === "authenticate-cognito")) {
            throw new Error(`Listener ${listener.name} authenticates users over HTTP: authenticate-cognito needs an HTTPS listener.`);
        }
    }
}
