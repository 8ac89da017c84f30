import assert from "node:assert/strict";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { connect as tlsConnect } from "node:tls";

import { Browser } from "../../../harness/load-balancer/browser";
import { certificate } from "../../../harness/load-balancer/certificate";
import { forwardAction, rule } from "../../../harness/load-balancer/model";
import { startLoadBalancer } from "../../../local/load-balancer";
import { startFixture, type Fixture, type FixtureOptions } from "./support/balancer";

describe("load balancer: listeners", () => {
    let fixture: Fixture;
    const start = async (options: FixtureOptions = {}) =>
        (fixture = await startFixture({ rules: [rule(1, [], forwardAction)], ...options }));
    afterEach(() => fixture.close());

    it("redirect the plain one to where HTTPS really listens", async () => {
        await start();
        const plain = new Browser(fixture.balancer.address(80));
        const reply = await plain.get("/a/b?c=d", { plain: true, host: "app.localhost:8080" });
        assert.deepEqual([reply.status, reply.headers.location], [301, `https://app.localhost:${fixture.port}/a/b?c=d`]);
    });

    it("refuse TLS below their version, and speak HTTP/1.1 only", async () => {
        await start({ listener: { tls: { policy: "p", minVersion: "TLSv1.3" } } });
        const socket = tlsConnect({ host: "127.0.0.1", port: fixture.port, rejectUnauthorized: false, ALPNProtocols: ["h2", "http/1.1"] });
        await new Promise((resolve) => socket.on("secureConnect", resolve));
        assert.deepEqual([socket.alpnProtocol, socket.getProtocol()], ["http/1.1", "TLSv1.3"]);
        socket.destroy();
        const old = tlsConnect({ host: "127.0.0.1", port: fixture.port, rejectUnauthorized: false, maxVersion: "TLSv1.2" });
        assert.match(String(await new Promise((resolve) => old.on("error", resolve))), /version|handshake/i);
    });

    it("name the port in the error when it is taken", async () => {
        await start();
        const { arn, port } = { arn: "x", port: fixture.port };
        const listener = { arn, name: "busy", port: 80, protocol: "HTTP" as const, responseHeaders: {}, rules: [], defaultActions: [] };
        const loadBalancer = {
            arn,
            name: "lb",
            idleTimeout: 60,
            dropInvalidHeaderFields: true,
            desyncMitigationMode: "strictest" as const,
            preserveHostHeader: true,
            xffHeaderProcessingMode: "append" as const,
            listeners: [listener],
        };
        const starting = startLoadBalancer({
            loadBalancer,
            targetGroups: [],
            localPort: () => port,
            certificate: await certificate(),
        });
        await assert.rejects(
            starting,
            (error: NodeJS.ErrnoException & { port: number }) =>
                error.code === "EADDRINUSE" && error.port === port && error.message.includes(`Port ${port} for listener busy`),
        );
    });

    it("are reached on the loopback address only", async () => {
        await start();
        const outside = Object.values(networkInterfaces())
            .flat()
            .find((address) => address?.family === "IPv4" && !address.internal);
        if (outside !== undefined) {
            const error = await new Promise((resolve) =>
                connect({ host: outside.address, port: fixture.port }, () => resolve(undefined)).on("error", resolve),
            );
            assert.equal((error as NodeJS.ErrnoException).code, "ECONNREFUSED");
        }
    });
});
