import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { connect as tlsConnect } from "node:tls";

import { sendRaw, until } from "../../../harness/load-balancer/browser";
import { forwardAction, groupArn, rule } from "../../../harness/load-balancer/model";
import { becomes, startFixture, type Fixture, type FixtureOptions } from "./support/balancer";
import { startRawTarget } from "./support/target";

const open: FixtureOptions = { rules: [rule(1, [], forwardAction)] };

describe("load balancer: proxying", () => {
    let fixture: Fixture;
    const start = async (options: FixtureOptions = {}) => (fixture = await startFixture({ ...open, ...options }));
    afterEach(() => fixture.close());

    /** A fixture whose only target is raw bytes. */
    async function startWithRaw(onRequest: (socket: Socket) => void, options: FixtureOptions = {}) {
        await start({ ...options, targets: 0 });
        const raw = await startRawTarget(onRequest);
        const healthy = becomes(fixture.balancer, "raw", "healthy");
        fixture.balancer.targetGroups.get(groupArn)?.register({ id: "raw", host: "127.0.0.1", port: raw.port });
        await healthy;
        return raw;
    }

    it("passes method, raw path, query and body on, and the response back", async () => {
        await start();
        const reply = await fixture
            .browser()
            .get("/a%2Fb/../c?x=%20&y", { method: "POST", body: "hello", headers: { "Content-Length": "5" } });
        assert.deepEqual([reply.status, reply.body, reply.headers.server], [200, "target-0", "fake"]);
        const [seen] = fixture.targets[0]?.seen ?? [];
        assert.deepEqual([seen?.method, seen?.url, seen?.body], ["POST", "/a%2Fb/../c?x=%20&y", "hello"]);
    });

    it("streams a body of unknown length, and keeps duplicate headers of both sides", async () => {
        await start();
        const [target] = fixture.targets;
        assert.ok(target);
        const headers = { "Transfer-Encoding": "chunked", "X-Twice": ["one", "two"] };
        await fixture.browser().get("/", { method: "PUT", body: "x".repeat(300_000), headers });
        assert.equal(target.seen[0]?.body.length, 300_000);
        assert.deepEqual(
            target.seen[0].rawHeaders.filter((_, index, all) => all[index - 1]?.toLowerCase() === "x-twice"),
            ["one", "two"],
        );
        target.handle = (_, response) => response.writeHead(200, { "Set-Cookie": ["a=1", "b=2"] }).end();
        assert.deepEqual((await fixture.browser().get("/")).setCookies, ["a=1", "b=2"]);
    });

    it("sends a response on while the target is still writing it", async () => {
        await start();
        const [target] = fixture.targets;
        assert.ok(target);
        let finish = () => undefined as unknown;
        target.handle = (_, response) => {
            response.write("first");
            finish = () => response.end("last");
        };
        const socket = tlsConnect({ host: "127.0.0.1", port: fixture.port, rejectUnauthorized: false });
        socket.write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        let received = "";
        socket.on("data", (data: Buffer) => (received += data.toString()));
        await until(() => received.includes("first"));
        assert.ok(!received.includes("last"));
        finish();
        await until(() => received.includes("last"));
        socket.destroy();
    });

    it("adds X-Forwarded-*, and a trace id", async () => {
        await start();
        await fixture
            .browser()
            .get("/", { headers: { "X-Forwarded-For": "10.1.1.1", "X-Forwarded-Proto": "http", "X-Forwarded-Port": "1" } });
        await fixture
            .browser()
            .get("/", { headers: { "X-Amzn-Trace-Id": "Self=1-0-old;Root=1-67891233-abcdef012345678912345678;CalledFrom=app" } });
        const [first, second] = fixture.targets[0]?.seen.map(({ headers }) => headers) ?? [];
        assert.equal(first?.["x-forwarded-for"], "10.1.1.1, 127.0.0.1");
        assert.equal(first["x-forwarded-proto"], "https");
        assert.equal(first["x-forwarded-port"], String(fixture.port));
        assert.match(String(first["x-amzn-trace-id"]), /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
        assert.match(
            String(second?.["x-amzn-trace-id"]),
            /^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-67891233-abcdef012345678912345678;CalledFrom=app$/,
        );
    });

    it("keeps headers of one connection from the other, and those that Connection names", async () => {
        await start();
        const headers = {
            Connection: "close, X-Mine",
            "X-Mine": "1",
            TE: "trailers",
            "Proxy-Authorization": "Basic x",
            "Keep-Alive": "timeout=1",
            "X-Stays": "1",
        };
        await fixture.browser().get("/", { headers });
        const seen = fixture.targets[0]?.seen[0]?.headers;
        assert.deepEqual(
            ["x-mine", "te", "proxy-authorization", "keep-alive"].filter((name) => seen?.[name] !== undefined),
            [],
        );
        assert.equal(seen?.["x-stays"], "1");
    });

    it("adds the listener's response headers to every response, over the target's own", async () => {
        await start({ rules: [rule(1, [{ type: "path-pattern", values: ["/app"] }], forwardAction)] });
        const [target] = fixture.targets;
        assert.ok(target);
        target.handle = (_, response) => response.writeHead(200, { "strict-transport-security": "max-age=0" }).end();
        assert.equal((await fixture.browser().get("/app")).headers["strict-transport-security"], "max-age=60");
        assert.equal((await fixture.browser().get("/none")).headers["strict-transport-security"], "max-age=60");
    });

    it("502 when the target closes, is not HTTP, or sends headers over 32 K", async () => {
        let answer = "";
        const raw = await startWithRaw((socket) => socket.end(answer));
        for (answer of [
            "",
            "garbage\r\n\r\n",
            `HTTP/1.1 200 OK\r\nX-Large: ${"a".repeat(33_000)}\r\n\r\n`,
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        ]) {
            assert.equal((await fixture.browser().get("/")).status, 502, answer.slice(0, 20));
        }
        raw.close();
    });

    it("passes response headers of up to 32 K", async () => {
        await start();
        const [target] = fixture.targets;
        assert.ok(target);
        target.handle = (_, response) => response.writeHead(200, { "X-Large": "a".repeat(30_000) }).end();
        assert.equal((await fixture.browser().get("/")).headers["x-large"]?.length, 30_000);
    });

    it("passes an answer on that comes before the whole body, and reads the rest of the body off the connection", async () => {
        const raw = await startWithRaw((socket) => {
            socket.pause();
            socket.write("HTTP/1.1 413 Payload Too Large\r\nContent-Length: 9\r\nConnection: close\r\n\r\ntoo large");
        });
        const socket = tlsConnect({ host: "127.0.0.1", port: fixture.port, rejectUnauthorized: false });
        let received = "";
        socket.on("data", (data: Buffer) => (received += data.toString()));
        const body = "x".repeat(8_000_000);
        const request = `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
        socket.write(request);
        await until(() => received.includes("too large"));
        // The connection is good for another request only once the whole first one has been read.
        socket.write(request);
        await until(() => received.lastIndexOf("HTTP/1.1 413") > 0);
        socket.destroy();
        raw.close();
    });

    it("breaks the response off when the target does", async () => {
        const raw = await startWithRaw((socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
        await assert.rejects(fixture.browser().get("/"));
        raw.close();
    });

    it("ends the request at the target when the client goes away", async () => {
        await start();
        const [target] = fixture.targets;
        assert.ok(target);
        let closed = false;
        let asked = false;
        target.handle = (request) => {
            asked = true;
            request.on("close", () => (closed = true));
        };
        const socket = tlsConnect({ host: "127.0.0.1", port: fixture.port, rejectUnauthorized: false });
        socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await until(() => asked);
        socket.destroy();
        await until(() => closed);
    });

    it("repeats a GET when the target had closed the kept connection", async () => {
        let requests = 0;
        const raw = await startWithRaw((socket) => {
            requests++;
            if (requests === 2) {
                socket.resetAndDestroy();
            } else {
                socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        });
        assert.equal((await fixture.browser().get("/")).status, 200);
        assert.equal((await fixture.browser().get("/")).status, 200);
        assert.equal(requests, 3);
        raw.close();
    });

    describe("idle timeout", () => {
        const idle: FixtureOptions = { loadBalancer: { idleTimeout: 0.2 } };

        it("504 when the target does not answer", async () => {
            const raw = await startWithRaw(() => undefined, idle);
            assert.equal((await fixture.browser().get("/")).status, 504);
            raw.close();
        });

        it("408 when the client does not send the rest of its body", async () => {
            await start(idle);
            assert.match(await sendRaw(fixture.port, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf"), /^HTTP\/1.1 408 /);
        });

        it("closes a connection without a request, and one after its request", async () => {
            await start(idle);
            assert.equal(await sendRaw(fixture.port, ""), "");
            const answered = await sendRaw(fixture.port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assert.match(answered, /^HTTP\/1.1 200 [^]*Connection: keep-alive\r\n[^]*target-0/);
            assert.doesNotMatch(answered, /^Keep-Alive:/m);
        });

        it("leaves a response alone that goes on sending", async () => {
            await start({ loadBalancer: { idleTimeout: 1 } });
            const [target] = fixture.targets;
            assert.ok(target);
            target.handle = (_, response) => {
                let left = 6;
                const timer = setInterval(() => {
                    response.write("x");
                    if (--left === 0) {
                        clearInterval(timer);
                        response.end();
                    }
                }, 250);
            };
            assert.equal((await fixture.browser().get("/")).body, "xxxxxx");
        });
    });
});
