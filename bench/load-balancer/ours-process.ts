import { readFileSync } from "node:fs";
import * as path from "node:path";
import { authenticate, forwardAction, groupArn, loadBalancerArn, rule, targetGroup } from "../../harness/load-balancer/model";
import { startLoadBalancer, type RunningLoadBalancer } from "../../local/load-balancer";
import type { Listener } from "../../local/model";
import type { OurSetting } from "./ours";

const socketGroup = `${groupArn}-sockets`;
const healthCheck = { path: "/", matcher: "200", interval: 10, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 5 };
const stickiness = { enabled: true, type: "lb_cookie", duration: 86_400 } as const;

const listener: Listener = {
    arn: "listener",
    name: "https",
    port: 443,
    protocol: "HTTPS",
    tls: { policy: "ELBSecurityPolicy-TLS13-1-2-2021-06", minVersion: "TLSv1.2" },
    responseHeaders: { "Strict-Transport-Security": "max-age=31536000", "X-Content-Type-Options": "nosniff" },
    rules: [
        rule(100, [{ type: "path-pattern", values: ["/ws"] }], authenticate({ onUnauthenticatedRequest: "deny" }), {
            type: "forward",
            targetGroupArn: socketGroup,
        }),
        rule(200, [{ type: "host-header", values: ["app.localhost"] }], authenticate(), forwardAction),
    ],
    defaultActions: [{ type: "fixed-response", statusCode: 403, contentType: "text/plain", messageBody: "" }],
};

/** The load balancer as the program declares it, in front of the benchmark's targets. Tells its port when it is ready. */
async function main(file: string): Promise<void> {
    const { directory, pages, webSockets, provider, nodes } = JSON.parse(readFileSync(file, "utf8")) as OurSetting;
    const pem = (name: string): string => readFileSync(path.join(directory, `${name}.pem`), "utf8");
    const balancer = await startLoadBalancer({
        loadBalancer: {
            arn: loadBalancerArn,
            name: "bench",
            idleTimeout: 300,
            dropInvalidHeaderFields: true,
            desyncMitigationMode: "strictest",
            preserveHostHeader: true,
            xffHeaderProcessingMode: "append",
            listeners: [listener],
        },
        targetGroups: [targetGroup({ healthCheck, stickiness }), targetGroup({ arn: socketGroup, healthCheck, stickiness })],
        localPort: () => 0,
        certificate: { key: pem("key"), cert: pem("cert") },
        log: (message) => console.error(message),
        nodes,
    });
    balancer.setIdentityProvider("client-1", {
        issuer: provider.origin,
        authorizationEndpoint: "https://login.localhost/authorize",
        tokenEndpoint: `${provider.origin}/token`,
        userInfoEndpoint: `${provider.origin}/userinfo`,
        clientId: provider.clientId,
        clientSecret: provider.clientSecret,
    });
    await Promise.all([register(balancer, groupArn, pages), register(balancer, socketGroup, webSockets)]);
    console.log(`ready at ${balancer.address("listener")}.`);
}

/** Resolves when the target is healthy. */
function register(balancer: RunningLoadBalancer, arn: string, port: number): Promise<void> {
    const group = balancer.targetGroups.get(arn);
    const healthy = new Promise<void>((resolve) => {
        group?.onHealth(({ state }) => {
            if (state === "healthy") {
                resolve();
            }
        });
    });
    group?.register({ id: "target", host: "127.0.0.1", port });
    return healthy;
}

void main(process.argv[2] ?? "");
