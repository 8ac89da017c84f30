import assert from "node:assert/strict";
import type { Socket } from "node:net";

import { sendRaw, until } from "../../../harness/load-balancer/browser";
import { ok, useRawTarget } from "./support/raw-target";

/** What comes one by one over the connections between load balancer and target: HTTP as bytes, which no test server would send or show. */
describe("load balancer: to the target", () => {
    const { start, startRaw, client, current } = useRawTarget();

    /** Both requests over one connection of the client, the second with the end of it. */
    const ask = (first: string, second = "GET /second HTTP/1.1") =>
        sendRaw(current().port, `${first}\r\nHost: a\r\n\r\n${second}\r\nHost: a\r\nConnection: close\r\n\r\n`);

    const paths = (answers: Readonly<Record<string, string>>) => (socket: Socket, data: Buffer) =>
        socket.write(answers[data.toString().split(" ")[1] ?? ""] ?? ok);

    it("uses one connection for one request after the other, and another for one at the same time", async () => {
        const sockets = new Set<Socket>();
        let held: Socket | undefined;
        await startRaw((socket, data) => {
            sockets.add(socket);
            if (data.toString().startsWith("GET /held ")) {
                held = socket;
            } else {
                socket.write(ok);
            }
        });
        for (const method of ["GET", "POST", "GET"]) {
            assert.equal((await current().browser().get("/", { method })).body, "ok");
        }
        assert.equal(sockets.size, 1);
        const waiting = current().browser().get("/held");
        await until(() => held !== undefined);
        assert.equal((await current().browser().get("/")).body, "ok");
        assert.equal(sockets.size, 2);
        held?.write(ok);
        assert.equal((await waiting).body, "ok");
    });

    it("keeps spelling, order and bytes of headers and reason, both ways", async () => {
        let seen = "";
        await startRaw((socket, data) => {
            seen = data.toString("latin1");
            socket.end(
                Buffer.from(
                    "HTTP/1.1 299 Gr\xc3\xbc\xc3\x9fe\r\nX-ONE: \xe9\r\nx-two: 1\r\nX-Two: 2\r\nContent-Length: 0\r\n\r\n",
                    "latin1",
                ),
            );
        });
        const bytes = Buffer.from("GET / HTTP/1.1\r\nHost: a\r\nX-mIxEd: \xe9\r\nx-b: 1\r\nX-B: 2\r\nConnection: close\r\n\r\n", "latin1");
        const socket = client();
        let reply = "";
        socket.on("data", (data: Buffer) => (reply += data.toString("latin1"))).write(bytes);
        await until(() => socket.destroyed);
        assert.match(seen, /\r\nX-mIxEd: \xe9\r\nx-b: 1\r\nX-B: 2\r\n/);
        assert.match(reply, /^HTTP\/1\.1 299 Gr\xc3\xbc\xc3\x9fe\r\n(?:[^]*\r\n)?X-ONE: \xe9\r\nx-two: 1\r\nX-Two: 2\r\n/);
    });

    it("passes a HEAD's Content-Length without a body, and the next request's answer whole", async () => {
        await startRaw((socket, data) => {
            socket.write(data.toString().startsWith("HEAD") ? "HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n" : ok);
        });
        assert.match(
            await ask("HEAD / HTTP/1.1"),
            /^HTTP\/1.1 200 OK\r\n(?:[^\r]+\r\n)*Content-Length: 1234\r\n[^]*\r\n\r\nHTTP\/1.1 200 [^]*\r\n\r\nok$/,
        );
    });

    it("passes 204 and 304 without a body, whatever length they name", async () => {
        await startRaw(
            paths({
                "/304": 'HTTP/1.1 304 Not Modified\r\nContent-Length: 1234\r\nETag: "1"\r\n\r\n',
                "/204": "HTTP/1.1 204 No Content\r\n\r\n",
            }),
        );
        for (const status of [304, 204]) {
            assert.match(await ask(`GET /${status} HTTP/1.1`), new RegExp(`^HTTP/1.1 ${status} [^]*\r\n\r\nHTTP/1.1 200 [^]*\r\n\r\nok$`));
        }
    });

    it("keeps responses before the final one, and trailers, from the client", async () => {
        await startRaw(
            paths({
                "/hints": `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n${ok}`,
                "/trailer": "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n2\r\nok\r\n0\r\nX-T: 1\r\n\r\n",
            }),
        );
        const hints = await ask("GET /hints HTTP/1.1");
        assert.match(hints, /^HTTP\/1.1 200 /);
        assert.doesNotMatch(hints, /Early|Processing|Link/);
        const reply = await ask("GET /trailer HTTP/1.1");
        assert.match(reply, /^HTTP\/1.1 200 [^]*\r\n\r\n2\r\nok\r\n0\r\n\r\nHTTP\/1.1 200 /);
        assert.doesNotMatch(reply, /X-T/i);
    });

    it("502 for a 100 or 101 that nobody asked for", async () => {
        await startRaw(
            paths({ "/100": `HTTP/1.1 100 Continue\r\n\r\n${ok}`, "/101": "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n" }),
        );
        assert.equal((await current().browser().get("/100")).status, 502);
        assert.equal((await current().browser().get("/101")).status, 502);
    });

    it("passes a body that ends with the connection", async () => {
        await startRaw((socket) => socket.end("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end"));
        assert.equal((await current().browser().get("/")).body, "to the end");
    });

    it("passes a body on as it came, in chunks or with its length", async () => {
        await start();
        const seen = current().targets[0]?.seen ?? [];
        await current()
            .browser()
            .get("/", { method: "POST", body: "hello", headers: { "Transfer-Encoding": "chunked" } });
        await current()
            .browser()
            .get("/", { method: "POST", body: "hello", headers: { "Content-Length": "5" } });
        await current().browser().get("/", { method: "POST" });
        assert.deepEqual(
            seen.map(({ body, headers }) => [body, headers["transfer-encoding"], headers["content-length"]]),
            [
                ["hello", "chunked", undefined],
                ["hello", undefined, "5"],
                ["", undefined, "0"],
            ],
        );
    });

    describe("when the target resets", () => {
        /** @returns requests that the target saw */
        async function resetAt(which: number, method: string): Promise<number> {
            let requests = 0;
            await startRaw((socket) => (++requests === which ? socket.resetAndDestroy() : socket.write(ok)));
            for (let request = 1; request < which; request++) {
                await current().browser().get("/");
            }
            assert.equal((await current().browser().get("/", { method })).status, 502);
            return requests;
        }

        it("a kept connection: never repeats a POST", async () => assert.equal(await resetAt(2, "POST"), 2));

        it("a kept connection: never repeats a DELETE", async () => assert.equal(await resetAt(2, "DELETE"), 2));

        it("a new connection: never repeats anything", async () => assert.equal(await resetAt(1, "GET"), 1));

        it("a kept connection in the middle of a response: never repeats it", async () => {
            let requests = 0;
            await startRaw((socket) => {
                if (++requests === 1) {
                    socket.write(ok);
                } else {
                    socket.end("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
                }
            });
            await current().browser().get("/");
            await assert.rejects(current().browser().get("/"));
            assert.equal(requests, 2);
        });
    });
});
