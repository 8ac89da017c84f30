import { Browser } from "../../../../harness/load-balancer/browser";
import { certificate } from "../../../../harness/load-balancer/certificate";
import { authenticate, forwardAction, groupArn, loadBalancerArn, rule, targetGroup } from "../../../../harness/load-balancer/model";
import { startLoadBalancer, type RunningLoadBalancer } from "../../../../local/load-balancer";
import type { Listener, ListenerRule, LoadBalancer, TargetGroup } from "../../../../local/model";
import { startProvider, type FakeProvider } from "./identity-provider";
import { startTarget, type FakeTarget } from "./target";

/** The rules of an app behind a login: public page, denied background requests, login, and nothing by default. */
export const appRules: readonly ListenerRule[] = [
    rule(10, [{ type: "path-pattern", values: ["/public"] }], {
        type: "fixed-response",
        statusCode: 200,
        contentType: "text/plain",
        messageBody: "public",
    }),
    rule(20, [{ type: "path-pattern", values: ["/_stcore/*"] }], authenticate({ onUnauthenticatedRequest: "deny" }), forwardAction),
    rule(25, [{ type: "path-pattern", values: ["/allow"] }], authenticate({ onUnauthenticatedRequest: "allow" }), forwardAction),
    rule(28, [{ type: "path-pattern", values: ["/open*"] }], forwardAction),
    rule(30, [{ type: "host-header", values: ["app.localhost"] }], authenticate(), forwardAction),
];

export interface Fixture {
    readonly balancer: RunningLoadBalancer;
    readonly provider: FakeProvider;
    readonly targets: readonly FakeTarget[];
    readonly log: string[];
    /** HTTPS. */
    readonly port: number;
    /** Moves the load balancer's clock. */
    readonly advance: (seconds: number) => void;
    readonly browser: () => Browser;
    /** A browser with a session. */
    readonly loggedIn: () => Promise<Browser>;
    readonly close: () => Promise<void>;
}

export interface FixtureOptions {
    readonly loadBalancer?: Partial<LoadBalancer>;
    readonly listener?: Partial<Listener>;
    readonly group?: Partial<TargetGroup>;
    /** @default 1 */
    readonly targets?: number;
    readonly rules?: readonly ListenerRule[];
    /** Nodes of the load balancer. @default 1 */
    readonly nodes?: number;
    /** Of the HTTPS listener. @default any free one */
    readonly httpsPort?: number;
}

/** A load balancer with HTTPS (declared 443) and HTTP (declared 80) listeners, a provider and healthy targets, all on free ports. */
export async function startFixture({
    loadBalancer = {},
    listener = {},
    group = {},
    targets: count = 1,
    rules = appRules,
    nodes = 1,
    httpsPort = 0,
}: FixtureOptions = {}): Promise<Fixture> {
    const provider = await startProvider();
    const targets = await Promise.all(Array.from({ length: count }, (_, index) => startTarget(`target-${index}`)));
    let skew = 0;
    const log: string[] = [];
    const https: Listener = {
        arn: "listener-https",
        name: "https",
        port: 443,
        protocol: "HTTPS",
        tls: { policy: "ELBSecurityPolicy-TLS13-1-2-2021-06", minVersion: "TLSv1.2" },
        responseHeaders: { "Strict-Transport-Security": "max-age=60" },
        rules,
        defaultActions: [{ type: "fixed-response", statusCode: 403, contentType: "text/plain", messageBody: "no such site" }],
        ...listener,
    };
    const closeAll = async () => {
        provider.close();
        await Promise.all(targets.map((target) => target.close()));
    };
    const balancer = await startLoadBalancer({
        loadBalancer: {
            arn: loadBalancerArn,
            name: "lb",
            idleTimeout: 60,
            dropInvalidHeaderFields: true,
            desyncMitigationMode: "strictest",
            preserveHostHeader: true,
            xffHeaderProcessingMode: "append",
            listeners: [https, redirectListener],
            ...loadBalancer,
        },
        targetGroups: [targetGroup(group)],
        localPort: (declared) => (declared === 443 ? httpsPort : 0),
        certificate: await certificate(),
        nodes,
        log: (message) => log.push(message),
        now: () => Date.now() + skew,
    }).catch(async (error: unknown) => {
        await closeAll();
        throw error;
    });
    balancer.setIdentityProvider("client-1", provider.settings);
    const port = balancer.address("listener-https");
    await registerAll(balancer, targets);
    return {
        balancer,
        provider,
        targets,
        log,
        port,
        advance: (seconds) => (skew += seconds * 1000),
        browser: () => new Browser(port),
        loggedIn: () => logIn(new Browser(port), provider),
        async close() {
            await balancer.close();
            await closeAll();
        },
    };
}

const redirectListener: Listener = {
    arn: "listener-http",
    name: "http",
    port: 80,
    protocol: "HTTP",
    responseHeaders: {},
    rules: [],
    defaultActions: [
        { type: "redirect", statusCode: 301, protocol: "HTTPS", host: "#{host}", port: "443", path: "/#{path}", query: "#{query}" },
    ],
};

async function registerAll(balancer: RunningLoadBalancer, targets: readonly FakeTarget[]): Promise<void> {
    const group = balancer.targetGroups.get(groupArn);
    const healthy = targets.map((_, index) => becomes(balancer, `target-${index}`, "healthy"));
    targets.forEach((target, index) => group?.register({ id: `target-${index}`, host: "127.0.0.1", port: target.port }));
    await Promise.all(healthy);
}

/** Resolves when a target's state becomes this one. */
export function becomes(balancer: RunningLoadBalancer, id: string, state: string): Promise<void> {
    return new Promise((resolve) => {
        const stop = balancer.targetGroups.get(groupArn)?.onHealth((event) => {
            if (event.id === id && event.state === state) {
                stop?.();
                resolve();
            }
        });
    });
}

/** Goes through the login as a browser does: to the app, to the provider, back with a code, and to where it wanted to go. */
export async function logIn(browser: Browser, provider: FakeProvider, path = "/"): Promise<Browser> {
    const asked = await browser.get(path);
    const callback = provider.signIn(asked.headers.location ?? "");
    await browser.get(`${callback.pathname}${callback.search}`);
    return browser;
}
