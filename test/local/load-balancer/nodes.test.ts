import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { connect as tlsConnect, type ConnectionOptions } from "node:tls";

import WebSocket from "ws";

import { Browser } from "../../../harness/load-balancer/browser";
import { groupArn, targetGroup } from "../../../harness/load-balancer/model";
import { descendants } from "../../../harness/processes";
import { becomes, startFixture, type Fixture, type FixtureOptions } from "./support/balancer";

/** Connections take turns: as many as these reach every node. */
const someConnections = [1, 2, 3, 4];

describe("load balancer: several nodes", function () {
    this.timeout(20_000);
    let fixture: Fixture;
    const start = async (options: FixtureOptions = {}) => (fixture = await startFixture({ nodes: 2, ...options }));
    afterEach(() => fixture.close());

    const connectTls = (options: ConnectionOptions = {}) =>
        tlsConnect({ host: "127.0.0.1", port: fixture.port, rejectUnauthorized: false, ...options });
    const nodePids = () => descendants(process.pid).filter((pid) => !before.includes(pid));
    let before: readonly number[] = [];
    beforeEach(() => (before = descendants(process.pid)));

    // Catches nodes with keys of their own: every second request would lead to the login, or be refused by the app.
    it("share sessions, and one key that signs identities", async () => {
        await start();
        assert.equal(nodePids().length, 2);
        const browser = await fixture.loggedIn();
        for (const connection of someConnections) {
            assert.equal((await browser.get("/")).status, 200, `connection ${connection}`);
        }
        const data = fixture.targets[0]?.seen.map(({ headers }) => String(headers["x-amzn-oidc-data"])) ?? [];
        // Each node signs once, and a signature of ECDSA never comes twice.
        assert.equal(new Set(data).size, 2);
        data.forEach((value) => assert.ok(isSignedBy(value, fixture), value));
    });

    it("let nobody in without one, at none of them", async () => {
        await start();
        const stranger = fixture.browser();
        const asked = [
            ["/", 302],
            ["/_stcore/health", 401],
            ["/", 403, "other.localhost"],
        ] as const;
        for (const [path, status, host] of asked) {
            for (const connection of someConnections) {
                const reply = await stranger.get(path, host && { host });
                assert.equal(reply.status, status, `connection ${connection}`);
            }
        }
        assert.deepEqual(fixture.targets[0]?.seen, []);
    });

    it("know the local ports, and what the others stick to", async () => {
        await start({ targets: 2, group: { stickiness: { enabled: true, type: "lb_cookie", duration: 100 } } });
        const plain = new Browser(fixture.balancer.address(80));
        for (const connection of someConnections) {
            const { headers } = await plain.get("/", { plain: true, host: "app.localhost:8080" });
            assert.equal(headers.location, `https://app.localhost:${fixture.port}/`, `connection ${connection}`);
        }
        const browser = await fixture.loggedIn();
        const { body } = await browser.get("/");
        for (const connection of someConnections) {
            assert.equal((await browser.get("/")).body, body, `connection ${connection}`);
        }
    });

    it("hold a target until its last websocket has ended, whichever of them has it", async () => {
        await start();
        const browser = await fixture.loggedIn();
        const sockets = await Promise.all([open(browser), open(browser)]);
        let deregistered = false;
        const draining = becomes(fixture.balancer, "target-0", "draining");
        const group = fixture.balancer.targetGroups.get(groupArn);
        const done = Promise.all([1, 2].map(async () => group?.deregister("target-0"))).then(() => (deregistered = true));
        await draining;
        for (const socket of sockets) {
            const said = new Promise((resolve) => socket.once("message", (data: Buffer) => resolve(data.toString())));
            socket.send("x");
            assert.equal(await said, "target-0:x");
            assert.ok(!deregistered);
            socket.terminate();
        }
        await done;
        assert.equal(group?.health("target-0").state, "unused");
        assert.equal((await browser.get("/")).status, 503);
    });

    // A run that did not notice would have every second client wait for nobody, and a stop that waited for a dead node would never end.
    it("end with the load balancer, and tell when one ends by itself", async () => {
        await start();
        const pids = nodePids();
        process.kill(pids[0] ?? 0, "SIGKILL");
        await assert.rejects(
            fixture.balancer.failed,
            /^Error: A node of the load balancer stopped: signal SIGKILL\. Run the command again\.$/,
        );
        await fixture.balancer.targetGroups.get(groupArn)?.deregister("target-0");
        await fixture.balancer.close();
        assert.deepEqual(nodePids(), []);
    });

    // A terminal's signals reach them, too: without nodes, targets could not drain.
    it("go on until the load balancer ends them", async () => {
        await start();
        const pids = nodePids();
        pids.forEach((pid) => ["SIGINT", "SIGTERM", "SIGHUP"].forEach((signal) => process.kill(pid, signal)));
        const browser = await fixture.loggedIn();
        for (const connection of someConnections) {
            assert.equal((await browser.get("/")).status, 200, `connection ${connection}`);
        }
        assert.deepEqual(nodePids(), pids);
    });

    it("are as many as there are processors, without a warning of Node's", async () => {
        const warnings: string[] = [];
        const warned = (warning: Error): unknown => warnings.push(warning.message);
        process.on("warning", warned);
        await start({ nodes: 12 });
        assert.equal(nodePids().length, 12);
        process.off("warning", warned);
        assert.deepEqual(warnings, []);
    });

    it("are none but this process where there is one", async () => {
        await start({ nodes: 1 });
        assert.deepEqual(nodePids(), []);
    });

    it("check every target, each by itself", async () => {
        const healthCheck = { ...targetGroup().healthCheck, interval: 60 };
        await start({ group: { healthCheck } });
        // The first check of each; there were no requests.
        assert.equal(fixture.targets[0]?.connections, 2);
    });

    it("resume each other's TLS sessions", async () => {
        await start();
        const first = connectTls();
        const session = await new Promise<Buffer>((resolve) => first.once("session", resolve));
        for (const connection of someConnections) {
            const socket = connectTls({ session });
            await new Promise((resolve) => socket.once("secureConnect", resolve));
            assert.ok(socket.isSessionReused(), `connection ${connection}`);
            socket.destroy();
        }
        first.destroy();
    });

    it("leave no process where a port is taken", async () => {
        await start();
        const left = nodePids();
        const taken = startFixture({ nodes: 2, httpsPort: fixture.port });
        await assert.rejects(taken, /Port \d+ for listener https cannot be opened: another program is listening on it\./);
        assert.deepEqual(nodePids(), left);
    });
});

function open(browser: Browser): Promise<WebSocket> {
    const headers = { Host: `app.localhost:${browser.port}`, Cookie: browser.cookieHeader };
    const socket = new WebSocket(`wss://127.0.0.1:${browser.port}/_stcore/stream`, { headers, rejectUnauthorized: false });
    return new Promise((resolve, reject) => socket.on("open", () => resolve(socket)).on("error", reject));
}

function isSignedBy(data: string, { balancer }: Fixture): boolean {
    const [header = "", payload = "", signature = ""] = data.split(".");
    const { kid } = JSON.parse(Buffer.from(header, "base64url").toString()) as { kid: string };
    const key = { key: createPublicKey(balancer.publicKey(kid) ?? ""), dsaEncoding: "ieee-p1363" } as const;
    return verify("sha256", Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url"));
}
