import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

import fc from "fast-check";

import { targetGroup } from "../../../harness/load-balancer/model";
import { redirectAnswer } from "../../../local/load-balancer/answer";
import { cookiesOfConnection } from "../../../local/load-balancer/cookies";
import { forwardedHeaders } from "../../../local/load-balancer/forwarded-headers";
import { valuesOf, type HeaderList } from "../../../local/load-balancer/headers";
import { matchesCode, nextHealth, type Streak } from "../../../local/load-balancer/health-check";
import { createSealer } from "../../../local/load-balancer/sealer";
import { fixedResponse, redirect } from "../../../local/load-balancer/static-actions";
import { createStickiness } from "../../../local/load-balancer/stickiness";
import type { TargetHealth } from "../../../local/load-balancer/target";
import type { Redirect } from "../../../local/model";
import { received } from "./support/request";

describe("load balancer: redirects and fixed responses", () => {
    const action: Redirect = {
        type: "redirect",
        statusCode: 301,
        protocol: "HTTPS",
        host: "#{host}",
        port: "443",
        path: "/#{path}",
        query: "#{query}",
    };
    const location = (changes: Partial<Redirect>, target = "/a/b?c=d", localPort = (port: string) => (port === "443" ? "8443" : port)) =>
        redirect(
            { ...action, ...changes },
            received({ target, host: "App.localhost:8080", protocol: "HTTP", port: 8080 }),
            localPort,
        ).headers.find(([name]) => name === "Location")?.[1];

    it("keep what they do not change, and point a declared port to where it listens", () => {
        assert.equal(location({}), "https://app.localhost:8443/a/b?c=d");
        assert.equal(location({}, "/"), "https://app.localhost:8443/");
        assert.equal(location({ protocol: "#{protocol}", port: "#{port}" }), "http://app.localhost:8080/a/b?c=d");
        assert.equal(
            location({ host: "other.example", port: "444", path: "/x/#{host}/#{path}", query: "from=#{path}&#{query}" }),
            "https://other.example:444/x/app.localhost/a/b?from=a/b&c=d",
        );
    });

    it("do not fill in variables that came with the request", () => {
        assert.equal(location({}, "/#{host}?x=#{port}"), "https://app.localhost:8443/#{host}?x=#{port}");
        assert.equal(location({}, "/$&$1"), "https://app.localhost:8443/$&$1");
    });

    it("are 507 when the location is too long", () => {
        assert.equal(redirectAnswer(302, `https://a/${"a".repeat(17_000)}`).status, 507);
    });

    it("send the declared body with its length in bytes", () => {
        const answer = fixedResponse({ type: "fixed-response", statusCode: 200, contentType: "text/html", messageBody: "ログアウト" });
        assert.deepEqual(answer.headers, [
            ["Server", "awselb/2.0"],
            ["Content-Type", "text/html"],
            ["Content-Length", "15"],
        ]);
    });
});

describe("load balancer: forwarded headers", () => {
    const settings = { xffHeaderProcessingMode: "append", preserveHostHeader: true } as const;
    const identity: HeaderList = [["x-amzn-oidc-identity", "me"]];
    const anyCase = (name: string) =>
        fc.array(fc.boolean(), { minLength: name.length, maxLength: name.length }).map((upper) =>
            name
                .split("")
                .map((letter, index) => (upper[index] ? letter.toUpperCase() : letter))
                .join(""),
        );

    it("hold no identity but the load balancer's, whatever a client sends", () => {
        const names = fc.oneof(
            fc
                .constantFrom("x-amzn-oidc-data", "x_amzn_oidc_identity", "x-amzn-oidc-accesstoken", "x-amzn_oidc-anything", "x-amzn-oidc-")
                .chain(anyCase),
            fc.constantFrom("Connection", "Cookie", "X-Amzn-Trace-Id", "Accept"),
        );
        const values = fc.constantFrom("forged", "x-amzn-oidc-identity", "close, X-Amzn-Oidc-Identity");
        fc.assert(
            fc.property(fc.array(fc.tuple(names, values)), (headers) => {
                const forwarded = forwardedHeaders(received({ headers: [["Host", "a"], ...headers] }), settings, identity, 0);
                const looksLike = forwarded.filter(([name]) => /^x[-_]amzn[-_]oidc/i.test(name));
                assert.deepEqual(looksLike, identity);
            }),
        );
    });

    it("hold one Host, one length or chunked, and never both", () => {
        const framed = (headers: HeaderList, method = "POST") =>
            forwardedHeaders(received({ method, headers }), settings, [], 0).filter(([name]) =>
                /^(content-length|transfer-encoding|host)$/i.test(name),
            );
        assert.deepEqual(framed([["Content-Length", "5"]]), [
            ["Host", "app.localhost:8443"],
            ["Content-Length", "5"],
        ]);
        assert.deepEqual(framed([["transfer-encoding", "Chunked"]]), [
            ["Host", "app.localhost:8443"],
            ["Transfer-Encoding", "chunked"],
        ]);
        assert.deepEqual(framed([]), [
            ["Host", "app.localhost:8443"],
            ["Content-Length", "0"],
        ]);
        assert.deepEqual(framed([], "GET"), [["Host", "app.localhost:8443"]]);
        assert.deepEqual(
            framed([
                ["Connection", "content-length, host"],
                ["Content-Length", "5"],
            ]),
            [
                ["Host", "app.localhost:8443"],
                ["Content-Length", "5"],
            ],
        );
    });

    it("have X-Forwarded-For appended to, kept or removed", () => {
        const forwarded = (xffHeaderProcessingMode: "append" | "preserve" | "remove", headers: HeaderList) =>
            valuesOf(forwardedHeaders(received({ headers }), { ...settings, xffHeaderProcessingMode }, [], 0), "x-forwarded-for");
        const sent: HeaderList = [
            ["X-Forwarded-For", "1.1.1.1"],
            ["x-forwarded-for", "2.2.2.2"],
        ];
        assert.deepEqual(forwarded("append", sent), ["1.1.1.1, 2.2.2.2, 127.0.0.1"]);
        assert.deepEqual(forwarded("append", []), ["127.0.0.1"]);
        assert.deepEqual(forwarded("preserve", sent), ["1.1.1.1, 2.2.2.2"]);
        assert.deepEqual(forwarded("preserve", []), []);
        assert.deepEqual(forwarded("remove", sent), []);
    });

    it("have the Host as sent, or as AWS rewrites it for the listener's port", () => {
        const host = (preserveHostHeader: boolean, port: number, sent: string) =>
            valuesOf(forwardedHeaders(received({ host: sent, port }), { ...settings, preserveHostHeader }, [], 0), "host");
        assert.deepEqual(host(true, 8443, "example.com"), ["example.com"]);
        assert.deepEqual(host(true, 443, "example.com:443"), ["example.com:443"]);
        assert.deepEqual(host(false, 443, "example.com:443"), ["example.com"]);
        assert.deepEqual(host(false, 8080, "example.com"), ["example.com:8080"]);
        assert.deepEqual(host(false, 8080, "example.com:8080"), ["example.com:8080"]);
    });
});

describe("load balancer: health", () => {
    const { healthCheck } = targetGroup({ healthCheck: { ...targetGroup().healthCheck, healthyThreshold: 3, unhealthyThreshold: 2 } });
    const after = (...results: readonly boolean[]) => {
        let [health, streak]: [TargetHealth, Streak] = [{ state: "initial" }, { passed: false, length: 0 }];
        for (const passed of results) {
            ({ health, streak } = nextHealth(
                health,
                streak,
                passed ? { passed } : { passed, reason: "Target.Timeout", description: "" },
                healthCheck,
            ));
        }
        return health.state;
    };

    it("needs one passed check at first, and the thresholds in a row afterwards", () => {
        assert.equal(after(), "initial");
        assert.equal(after(true), "healthy");
        assert.equal(after(false), "initial");
        assert.equal(after(false, true), "healthy");
        assert.equal(after(false, false), "unhealthy");
        assert.equal(after(true, false, true, false), "healthy");
        assert.equal(after(true, false, false), "unhealthy");
        assert.equal(after(false, false, true, true), "unhealthy");
        assert.equal(after(false, false, true, true, false, true), "unhealthy");
        assert.equal(after(false, false, true, true, true), "healthy");
    });

    it("takes status codes as the matcher lists them", () => {
        assert.ok(matchesCode("200", 200) && !matchesCode("200", 201));
        assert.ok(matchesCode("200-299,301", 250) && matchesCode("200-299,301", 301) && !matchesCode("200-299,301", 300));
        assert.ok(!matchesCode("", 200));
    });
});

describe("load balancer: stickiness", () => {
    it("holds for one target group", () => {
        let now = 0;
        const { stickTo, stuckTarget } = createStickiness(createSealer(randomBytes(32)), () => now);
        const group = targetGroup({ stickiness: { enabled: true, type: "lb_cookie", duration: 10 } });
        const cookies = cookiesOfConnection({}, [["Cookie", stickTo(group, "one")[0] ?? ""]]);
        assert.equal(stuckTarget({ ...group, arn: "other" }, cookies), undefined);
        assert.equal(stuckTarget({ ...group, stickiness: { enabled: false } }, cookies), undefined);
        now = 9999;
        assert.equal(stuckTarget(group, cookies), "one");
        now = 10_000;
        assert.equal(stuckTarget(group, cookies), undefined, "its end holds for a cookie that was opened before, too");
    });

    it("begins its duration anew with a later response, for each target its own", () => {
        let now = 0;
        const { stickTo, stuckTarget } = createStickiness(createSealer(randomBytes(32)), () => now);
        const group = targetGroup({ stickiness: { enabled: true, type: "lb_cookie", duration: 10 } });
        const cookiesOf = (target: string) => cookiesOfConnection({}, [["Cookie", stickTo(group, target)[0] ?? ""]]);
        const first = cookiesOf("one");
        assert.equal(stuckTarget(group, cookiesOf("two")), "two");
        now = 9000;
        const second = cookiesOf("one");
        now = 12_000;
        assert.equal(stuckTarget(group, first), undefined);
        assert.equal(stuckTarget(group, second), "one");
    });
});

describe("load balancer: small parts", () => {
    it("remember the cookies of a connection's last request, unless they are more than a browser has", () => {
        const connection = {};
        const again = (header: string) => {
            const [first, second] = [1, 2].map(() => cookiesOfConnection(connection, [["Cookie", header]]));
            assert.deepEqual(first, cookiesOfConnection({}, [["Cookie", header]]));
            assert.deepEqual(second, first);
            return second === first;
        };
        const session = [0, 1, 2, 3].map((shard) => `AWSELBAuthSessionCookie-${shard}=${"x".repeat(4000)}`).join("; ");
        const many = Array.from({ length: 101 }, (_, index) => `${index}=`).join(";");
        assert.deepEqual([session, many, "a=1", `a=${"x".repeat(20_000)}`, "a=1", ""].map(again), [true, false, true, false, true, true]);
    });

    it("read cookies over several headers, first of a name", () => {
        const headers = [
            ["Cookie", "a=1; b=x=y;  c=3 ;novalue"],
            ["cookie", "a=2; d=4"],
        ] as const;
        const cookies = cookiesOfConnection({}, headers);
        assert.deepEqual(
            [...cookies],
            [
                ["a", "1"],
                ["b", "x=y"],
                ["c", "3"],
                ["d", "4"],
            ],
        );
    });
});
