import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { connect as tlsConnect } from "node:tls";

import { Browser } from "../../../harness/load-balancer/browser";
import { certificate } from "../../../harness/load-balancer/certificate";
import { forwardAction, rule } from "../../../harness/load-balancer/model";
import { startLoadBalancer } from "../../../local/load-balancer";
import { openListeningPort } from "../../../local/load-balancer/listening-port";
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

    // A small answer that waits for the last one's acknowledgement comes 40 ms late.
    it("send what there is at once", async () => {
        let accept: (socket: Socket) => void = () => undefined;
        const accepted = new Promise<Socket>((resolve) => (accept = resolve));
        const opened = await openListeningPort({
            listener: { name: "https" },
            port: 0,
            paused: false,
            connected: (socket) => accept(socket),
        });
        const client = connect({ host: "127.0.0.1", port: opened.port });
        const socket = await accepted;
        opened.close();
        client.destroy();
        const noDelay = Object.getOwnPropertySymbols(socket).find(({ description }) => description === "kSetNoDelay");
        assert.equal((socket as unknown as Record<symbol, unknown>)[noDelay ?? assert.fail("Node keeps it elsewhere")], true);
        socket.destroy();
        await start();
    });

    it("answer a client of plain HTTP that has ended its side, a websocket's too", async () => {
        await start({ listener: { protocol: "HTTP" } });
        const socket = connect({ host: "127.0.0.1", port: fixture.port });
        const headers = [
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        ];
        socket.write(["GET / HTTP/1.1", "Host: app.localhost", ...headers, "", ""].join("\r\n"));
        // A message "x", masked with zeros.
        socket.end(Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0x78]));
        let said = "";
        socket.on("data", (data: Buffer) => (said += data.toString("latin1")));
        while (!said.includes("target-0:x")) {
            assert.ok(!socket.readableEnded, said);
            await new Promise((resolve) => setTimeout(resolve, 5));
        }
        assert.match(said, /^HTTP\/1\.1 101 /);
        socket.destroy();
    });
});
