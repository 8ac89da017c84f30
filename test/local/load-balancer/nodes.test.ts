import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { Socket } from "node:net";
import { connect as tlsConnect, type ConnectionOptions } from "node:tls";

import WebSocket from "ws";

import { Browser } from "../../../harness/load-balancer/browser";
import { groupArn, targetGroup } from "../../../harness/load-balancer/model";
import { descendants } from "../../../harness/processes";
import type { LoadBalancerNode } from "../../../local/load-balancer/nodes";
import { untilSilent } from "../../../local/load-balancer/nodes/child-process";
import { createHandOver } from "../../../local/load-balancer/nodes/hand-over";
import type { TargetHealth } from "../../../local/load-balancer/target";
import { createTargetGroupOfNodes } from "../../../local/load-balancer/nodes/target-group";
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
        await assert.rejects(fixture.balancer.failed, /^Error: A node of the load balancer stopped: signal SIGKILL\.$/);
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

describe("load balancer: a target that its nodes see differently", () => {
    /** The states that are told after those that two nodes see, one after the other. */
    function told(...seen: readonly (readonly [node: number, state: TargetHealth["state"]])[]): string[] {
        const node = { register: () => undefined } as unknown as LoadBalancerNode;
        const targets = createTargetGroupOfNodes(targetGroup(), () => [node, node]);
        const states: string[] = [];
        targets.onHealth(({ state }) => states.push(state));
        targets.register({ id: "a", host: "127.0.0.1", port: 1 });
        seen.forEach(([which, state]) => targets.healthAt(which, { id: "a", state }));
        assert.equal(targets.health("a").state, states.at(-1) ?? "unused");
        return states;
    }

    it("is told of when all have seen it, and healthy when all find it so", () => {
        assert.deepEqual(told([0, "initial"]), []);
        assert.deepEqual(told([0, "initial"], [1, "initial"], [0, "healthy"], [1, "healthy"]), ["initial", "healthy"]);
    });

    it("is unhealthy when one finds it so, and draining until it has drained everywhere", () => {
        const healthy = [[0, "healthy"] as const, [1, "healthy"] as const];
        assert.deepEqual(told([0, "unhealthy"], [1, "initial"], [1, "healthy"]), ["initial", "unhealthy"]);
        assert.deepEqual(told(...healthy, [1, "unhealthy"], [0, "unhealthy"], [1, "healthy"], [0, "healthy"]), [
            "healthy",
            "unhealthy",
            "healthy",
        ]);
        assert.deepEqual(told(...healthy, [0, "draining"], [1, "draining"], [0, "unused"], [1, "unused"]), [
            "healthy",
            "draining",
            "unused",
        ]);
    });
});

describe("load balancer: the process of a node", () => {
    const never = new Promise<never>(() => undefined);
    const soon = (milliseconds: number) => new Promise<string>((resolve) => setTimeout(resolve, milliseconds, "still there"));

    it("is given up when it does not answer, and not while it does or after its end", async () => {
        assert.equal(await untilSilent({ ask: () => never }, never, 20), "it did not answer for 0.02 s");
        for (const [answered, ended] of [
            [Promise.resolve(true), never],
            [never, Promise.resolve()],
        ] as const) {
            const end = new AbortController();
            const stopped = Promise.race([ended, new Promise((resolve) => end.signal.addEventListener("abort", resolve))]);
            assert.equal(await Promise.race([untilSilent({ ask: () => answered }, stopped, 20), soon(100)]), "still there");
            end.abort();
        }
    });

    // Node sends a connection again that a process had no file descriptor for, and ends us where both get there.
    it("gets one connection at a time, which is open here until it has been seen, and no more than it can take", async () => {
        const answers: ((answered: boolean) => void)[] = [];
        const sent: Socket[] = [];
        const handOver = createHandOver({
            send: (_, connection) => connection && sent.push(connection),
            ask: () => new Promise((resolve) => answers.push(resolve)),
        });
        const connections = Array.from({ length: 1_030 }, () => new Socket());
        connections.forEach((connection) => handOver("listener", connection));
        assert.deepEqual(sent, connections.slice(0, 1));
        // One is on its way, and 1,024 wait.
        assert.deepEqual(
            connections.filter(({ destroyed }) => destroyed),
            connections.slice(1_025),
        );
        answers.shift()?.(true);
        await soon(0);
        assert.deepEqual(sent, connections.slice(0, 2));
        assert.deepEqual(
            connections.slice(0, 3).map(({ destroyed }) => destroyed),
            [true, false, false],
        );
        connections.forEach((connection) => connection.destroy());
    });
});
