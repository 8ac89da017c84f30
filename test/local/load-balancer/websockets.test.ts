import assert from "node:assert/strict";

import WebSocket from "ws";

import { sendRaw, type Browser } from "../../../harness/load-balancer/browser";
import { groupArn } from "../../../harness/load-balancer/model";
import { becomes, startFixture, type Fixture, type FixtureOptions } from "./support/balancer";
import { startRawTarget } from "./support/target";

describe("load balancer: websockets", () => {
    let fixture: Fixture;
    const opened: WebSocket[] = [];
    const start = async (options: FixtureOptions = {}) => (fixture = await startFixture(options));
    afterEach(async () => {
        opened.splice(0).forEach((socket) => socket.terminate());
        await fixture.close();
    });

    function connect(browser: Browser, path = "/_stcore/stream"): WebSocket {
        const headers = { Host: `app.localhost:${fixture.port}`, Cookie: browser.cookieHeader, "X-Amzn-Oidc-Data": "forged" };
        const socket = new WebSocket(`wss://127.0.0.1:${fixture.port}${path}`, { headers, rejectUnauthorized: false });
        opened.push(socket);
        return socket;
    }

    /** The plain response that refuses an upgrade. */
    const refusal = (socket: WebSocket) =>
        new Promise<{ status: number | undefined; location: string | undefined }>((resolve) => {
            socket.on("error", () => undefined);
            socket.on("unexpected-response", (_, response) =>
                resolve({ status: response.statusCode, location: response.headers.location }),
            );
        });
    const echo = (socket: WebSocket, text: string) =>
        new Promise<string>((resolve, reject) => {
            socket.on("error", reject);
            socket.once("message", (data) => resolve((data as Buffer).toString()));
            const send = () => socket.send(text);
            if (socket.readyState === WebSocket.OPEN) {
                send();
            } else {
                socket.once("open", send);
            }
        });

    it("are refused without a session: 401 or the login, before any target sees them", async () => {
        await start();
        assert.equal((await refusal(connect(fixture.browser()))).status, 401);
        const login = await refusal(connect(fixture.browser(), "/"));
        assert.equal(login.status, 302);
        assert.match(login.location ?? "", /^https:\/\/login.localhost/);
        assert.equal((await refusal(connect(fixture.browser(), "/public"))).status, 200);
        assert.equal(fixture.targets[0]?.upgrades.length, 0);
    });

    it("carry messages both ways with a session, and the identity in the upgrade", async () => {
        await start();
        const socket = connect(await fixture.loggedIn());
        assert.equal(await echo(socket, "hello"), "target-0:hello");
        assert.equal((await echo(socket, "x".repeat(200_000))).length, 200_009);
        const headers = fixture.targets[0]?.upgrades[0]?.headers;
        assert.equal(headers?.["x-amzn-oidc-identity"], "user-1");
        assert.equal(headers["x-amzn-oidc-accesstoken"], fixture.provider.accessToken);
        assert.match(String(headers["x-amzn-oidc-data"]), /^ey/);
    });

    it("go to the target that the browser sticks to", async () => {
        await start({ targets: 2, group: { stickiness: { enabled: true, type: "lb_cookie", duration: 100 } } });
        const browser = await fixture.loggedIn();
        const { body } = await browser.get("/");
        for (let count = 0; count < 3; count++) {
            assert.equal(await echo(connect(browser), "hi"), `${body}:hi`);
        }
    });

    it("get a refreshed session with the 101", async () => {
        await start();
        const browser = await fixture.loggedIn();
        fixture.advance(3601);
        const socket = connect(browser);
        const cookies = await new Promise<string[]>((resolve) =>
            socket.on("upgrade", (response) => resolve(response.headers["set-cookie"] ?? [])),
        );
        assert.match(cookies[0] ?? "", /^AWSELBAuthSessionCookie-0=/);
    });

    it("close at the target when the browser leaves, and the other way round", async () => {
        await start();
        const browser = await fixture.loggedIn();
        const first = connect(browser);
        await echo(first, "a");
        const [atTarget] = fixture.targets[0]?.webSockets ?? [];
        const closed = new Promise((resolve) => atTarget?.on("close", resolve));
        first.terminate();
        await closed;
        const second = connect(browser);
        await echo(second, "b");
        const gone = new Promise((resolve) => second.on("close", resolve));
        [...(fixture.targets[0]?.webSockets ?? [])].at(-1)?.terminate();
        await gone;
    });

    it("stay open while their target drains, until the delay is over", async () => {
        await start({ group: { deregistrationDelay: 1 } });
        const socket = connect(await fixture.loggedIn());
        await echo(socket, "a");
        const closed = new Promise((resolve) => socket.on("close", resolve));
        const drained = fixture.balancer.targetGroups.get(groupArn)?.deregister("target-0");
        assert.equal(await echo(socket, "b"), "target-0:b");
        await drained;
        await closed;
    });

    it("let their target go at once when they are closed", async () => {
        await start({ group: { deregistrationDelay: 3600 } });
        const socket = connect(await fixture.loggedIn());
        await echo(socket, "a");
        const drained = fixture.balancer.targetGroups.get(groupArn)?.deregister("target-0");
        socket.close();
        await drained;
    });

    it("close when nothing is said for the idle timeout, and not before", async () => {
        await start({ loadBalancer: { idleTimeout: 1 } });
        const socket = connect(await fixture.loggedIn());
        for (let count = 0; count < 5; count++) {
            await echo(socket, "still here");
            await new Promise((resolve) => setTimeout(resolve, 250));
        }
        await new Promise((resolve) => socket.on("close", resolve));
    });

    it("are 502 when the target is gone", async () => {
        await start();
        const browser = await fixture.loggedIn();
        await fixture.targets[0]?.close();
        assert.equal((await refusal(connect(browser))).status, 502);
    });

    it("lose no byte that is sent together with the upgrade, on either side", async () => {
        await start({ targets: 0 });
        let atTarget = "";
        const raw = await startRawTarget((socket, data) => {
            atTarget += data.toString();
            if (atTarget.includes("from the client")) {
                socket.end();
            } else {
                socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nfrom the target");
            }
        });
        const healthy = becomes(fixture.balancer, "raw", "healthy");
        fixture.balancer.targetGroups.get(groupArn)?.register({ id: "raw", host: "127.0.0.1", port: raw.port });
        await healthy;
        const upgrade =
            "GET /open HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        assert.match(await sendRaw(fixture.port, `${upgrade}from the client`), /^HTTP\/1.1 101 [^]*\r\n\r\nfrom the target$/);
        raw.close();
    });

    it("are all there is to upgrade to: another upgrade is an ordinary request", async () => {
        await start();
        const request = `GET /open HTTP/1.1\r\nHost: app.localhost:${fixture.port}\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n\r\n`;
        assert.match(await sendRaw(fixture.port, request), /^HTTP\/1.1 200 [^]*target-0/);
        assert.equal(fixture.targets[0]?.seen[0]?.headers.upgrade, undefined);
    });

    it("cannot be pipelined behind another request", async () => {
        await start();
        const [target] = fixture.targets;
        assert.ok(target);
        target.handle = () => undefined;
        const upgrade = `GET /open HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`;
        assert.equal(await sendRaw(fixture.port, `GET /open HTTP/1.1\r\nHost: a\r\n\r\n${upgrade}`), "");
        assert.equal(target.upgrades.length, 0);
    });
});
