import assert from "node:assert/strict";

import { sendRaw } from "../../../harness/load-balancer/browser";
import { forwardAction, rule } from "../../../harness/load-balancer/model";
import { startFixture, type Fixture } from "./support/balancer";

/** Refused before any rule: the listener's own error page, and the connection closed. */
const refused = (status: number) => new RegExp(`^HTTP/1.1 ${status} [^]*Server: awselb/2.0[^]*Connection: close[^]*<h1>${status}`, "i");

describe("load balancer: malformed requests", () => {
    let fixture: Fixture;
    before(async () => (fixture = await startFixture({ rules: [rule(1, [], forwardAction)] })));
    after(() => fixture.close());

    const cases: [name: string, status: number, request: string][] = [
        ["two different lengths", 400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"],
        ["the same length twice", 400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na"],
        ["a length beside chunked", 400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
        ["chunked beside a length", 400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"],
        ["a length that is no number", 400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello"],
        ["chunked twice", 400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
        [
            "an encoding before chunked, in two headers",
            400,
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        ],
        ["a header like a length", 400, "POST / HTTP/1.1\r\nHost: a\r\nContent_Length: 5\r\n\r\n"],
        ["a GET with a length", 400, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na"],
        ["a GET with chunks", 400, "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
        ["a space before the colon", 400, "GET / HTTP/1.1\r\nHost: a\r\nX-Header : 1\r\n\r\n"],
        ["no host", 400, "GET / HTTP/1.1\r\n\r\n"],
        ["an empty host", 400, "GET / HTTP/1.1\r\nHost:\r\n\r\n"],
        ["two hosts", 400, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"],
        ["a host with a path", 400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"],
        ["a host with a user", 400, "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n"],
        ["a port over 65535", 400, "GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n"],
        ["an address that is none", 400, "GET / HTTP/1.1\r\nHost: [::1::2]\r\n\r\n"],
        ["two hosts that disagree", 400, "GET https://b/ HTTP/1.1\r\nHost: a\r\n\r\n"],
        ["a fragment", 400, "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n"],
        ["a backslash", 400, "GET /a\\b HTTP/1.1\r\nHost: a\r\n\r\n"],
        ["no path", 400, "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"],
        ["an unknown method", 400, "HELLO / HTTP/1.1\r\nHost: a\r\n\r\n"],
        ["no HTTP", 400, "hello\r\n\r\n"],
        ["a header like a length beside an unknown Expect", 400, "POST / HTTP/1.1\r\nHost: a\r\nExpect: x\r\nContent_Length: 5\r\n\r\n"],
        ["TRACE", 405, "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"],
        ["a request line over 16 K", 414, `GET /${"a".repeat(17_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
        ["a header over 16 K", 400, `GET / HTTP/1.1\r\nHost: a\r\nX-Large: ${"a".repeat(17_000)}\r\n\r\n`],
        ["headers over 64 K", 400, `GET / HTTP/1.1\r\nHost: a\r\n${`X-Large: ${"a".repeat(15_000)}\r\n`.repeat(5)}\r\n`],
        [
            "more than 30 addresses in X-Forwarded-For",
            463,
            `GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${Array(31).fill("10.0.0.1").join(", ")}\r\n\r\n`,
        ],
        ["31 X-Forwarded-For headers", 463, `GET / HTTP/1.1\r\nHost: a\r\n${"X-Forwarded-For: 10.0.0.1\r\n".repeat(31)}\r\n`],
        ["another transfer encoding", 501, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"],
        ["a transfer encoding without chunks", 501, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n"],
        ["HTTP/0.9", 505, "GET / HTTP/0.9\r\nHost: a\r\n\r\n"],
        ["HTTP/2 in a request line", 505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n"],
        ["HTTP/2 without ALPN", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
        [
            "an upgrade with a body",
            400,
            "POST / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\nContent-Length: 5\r\n\r\nhello",
        ],
    ];
    for (const [name, status, request] of cases) {
        it(`answers ${status} to ${name}`, async () => {
            const reply = await sendRaw(fixture.port, request);
            assert.match(reply, refused(status));
            assert.match(reply, /Strict-Transport-Security: max-age=60/);
            assert.equal(fixture.targets[0]?.seen.length, 0);
        });
    }

    it("reads nothing after a refused request: what is smuggled behind it never runs", async () => {
        const smuggled =
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
        const reply = await sendRaw(fixture.port, smuggled);
        assert.equal(reply.match(/HTTP\/1.1 /g)?.length, 1);
        assert.equal(fixture.targets[0]?.seen.length, 0);
    });

    it("ignores what it does not know in Expect, and does not pass it on", async () => {
        const reply = await sendRaw(fixture.port, "GET / HTTP/1.1\r\nHost: a\r\nExpect: a-miracle\r\nConnection: close\r\n\r\n");
        assert.match(reply, /^HTTP\/1.1 200 [^]*Strict-Transport-Security: max-age=60/i);
        assert.equal(fixture.targets[0]?.seen.pop()?.headers.expect, undefined);
    });

    it("serves nothing that came in one piece with a refused request, however well formed", async () => {
        const next = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n";
        for (const refused of ["GET / HTTP/1.1\r\nHost: a\r\nContent_Length: 5\r\n\r\n", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"]) {
            assert.equal((await sendRaw(fixture.port, refused + next)).match(/HTTP\/1.1 /g)?.length, 1);
        }
        // Whatever they set off would have arrived before this.
        await sendRaw(fixture.port, "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assert.deepEqual(
            fixture.targets[0]?.seen.splice(0).map(({ url }) => url),
            ["/last"],
        );
    });

    it("takes an absolute request URI whose host is the Host header's", async () => {
        const reply = await sendRaw(fixture.port, "GET https://A/path?x=1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assert.match(reply, /^HTTP\/1.1 200 /);
        assert.equal(fixture.targets[0]?.seen.pop()?.url, "/path?x=1");
    });

    it("lets ambiguous requests pass in defensive mode, but never two lengths", async () => {
        const other = await startFixture({ rules: [rule(1, [], forwardAction)], loadBalancer: { desyncMitigationMode: "defensive" } });
        try {
            assert.match(
                await sendRaw(other.port, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi"),
                /^HTTP\/1.1 200 /,
            );
            assert.equal(other.targets[0]?.seen[0]?.body, "hi");
            const both = await sendRaw(
                other.port,
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            );
            assert.match(both, refused(400));
        } finally {
            await other.close();
        }
    });
});
