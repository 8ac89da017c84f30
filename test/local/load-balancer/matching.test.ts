import assert from "node:assert/strict";

import fc from "fast-check";

import { rule } from "../../../harness/load-balancer/model";
import { isInCidr, meetsCondition } from "../../../local/load-balancer/conditions";
import { matchRule } from "../../../local/load-balancer/rules";
import { matchesWildcard } from "../../../local/load-balancer/wildcard";
import type { Condition } from "../../../local/model";
import { received } from "./support/request";

/** A second way to match, word for word as AWS describes the two wildcards, in exponential time. */
function oracle(pattern: string, text: string): boolean {
    const [first, rest] = [pattern[0], pattern.slice(1)];
    if (first === undefined) {
        return text === "";
    }
    if (first === "*") {
        return oracle(rest, text) || (text !== "" && oracle(pattern, text.slice(1)));
    }
    return text !== "" && (first === "?" || first === text[0]) && oracle(rest, text.slice(1));
}

describe("load balancer: matching", () => {
    it("matches wildcards as AWS describes them", () => {
        const letters = (symbols: string) => fc.string({ unit: fc.constantFrom(...symbols.split("")), maxLength: 8 });
        fc.assert(
            fc.property(letters("ab/*?"), letters("ab/*?"), (pattern, text) => {
                assert.equal(matchesWildcard(pattern, text), oracle(pattern, text));
            }),
            { numRuns: 2000 },
        );
    });

    it("is quick with a hostile pattern", () => {
        // Exponential for a backtracking matcher: this would not end within the test's time-out.
        assert.equal(matchesWildcard(`${"*a".repeat(60)}b`, "a".repeat(16_000)), false);
    });

    const meets = (condition: Condition, changes: Parameters<typeof received>[0]) => meetsCondition(condition, received(changes));

    it("compares paths by case, raw, and without the query", () => {
        const path = (value: string, target: string) => meets({ type: "path-pattern", values: ["/never", value] }, { target });
        assert.ok(path("/_stcore/*", "/_stcore/health?x=1"));
        assert.ok(path("/_stcore/*", "/_stcore/"));
        assert.ok(!path("/_stcore/*", "/_STCORE/health"));
        assert.ok(!path("/_stcore/*", "/%5Fstcore/health"));
        assert.ok(!path("/_stcore/*", "//_stcore/health"));
        assert.ok(!path("/a", "/a/"));
        assert.ok(!path("/*secret", "/x?secret"));
    });

    it("compares hosts without case and without the port", () => {
        const host = (value: string, sent: string) => meets({ type: "host-header", values: [value] }, { host: sent });
        assert.ok(host("app.localhost", "APP.localhost:8443"));
        assert.ok(host("*.Example.com", "test.example.com"));
        assert.ok(!host("*.example.com", "example.com"));
        assert.ok(!host("app.localhost", "app.localhost.evil.example"));
        assert.ok(!host("app.localhost", ""));
    });

    it("compares headers, methods and query strings", () => {
        const headers = [["user-agent", "Mozilla Chrome"]] as const;
        assert.ok(meets({ type: "http-header", name: "User-Agent", values: ["*chrome*"] }, { headers }));
        assert.ok(!meets({ type: "http-header", name: "User-Agent", values: ["chrome"] }, { headers }));
        assert.ok(meets({ type: "http-request-method", values: ["GET"] }, {}));
        assert.ok(!meets({ type: "http-request-method", values: ["get"] }, {}));
        const query = (value: { key?: string; value: string }, target: string) =>
            meets({ type: "query-string", values: [value] }, { target });
        assert.ok(query({ key: "version", value: "v1" }, "/?a=b&VERSION=V1"));
        assert.ok(!query({ key: "version", value: "v1" }, "/?version=v10"));
        assert.ok(query({ value: "*example*" }, "/?x=anexample1"));
        assert.ok(!query({ value: "a" }, "/?a=b"));
    });

    it("compares the connection's address, not the one in X-Forwarded-For", () => {
        const headers = [["X-Forwarded-For", "10.0.0.1"]] as const;
        assert.ok(!meets({ type: "source-ip", values: ["10.0.0.0/8"] }, { headers }));
        assert.ok(meets({ type: "source-ip", values: ["10.0.0.0/8", "127.0.0.0/8"] }, { headers }));
        assert.ok(isInCidr("2001:db8::/32", "2001:db8:1::1"));
        assert.ok(!isInCidr("192.0.2.0/25", "192.0.2.128"));
        assert.ok(!isInCidr("nonsense", "127.0.0.1"));
    });

    it("takes the matching rule with the lowest priority, wherever it stands, else the default", () => {
        const priorities = fc.uniqueArray(
            fc.record({ priority: fc.integer({ min: 1, max: 50_000 }), path: fc.constantFrom("/a", "/b", "/*") }),
            {
                selector: ({ priority }) => priority,
            },
        );
        fc.assert(
            fc.property(priorities, fc.constantFrom("/a", "/b", "/c"), (all, target) => {
                const rules = all.map(({ priority, path }) => rule(priority, [{ type: "path-pattern", values: [path] }]));
                const matching = all.filter(({ path }) => path === "/*" || path === target).map(({ priority }) => priority);
                const expected = matching.length === 0 ? "default" : `rule-${Math.min(...matching)}`;
                assert.equal(matchRule({ rules, defaultActions: [] }, received({ target })).name, expected);
            }),
        );
    });

    it("needs every condition of a rule", () => {
        const rules = [
            rule(1, [
                { type: "path-pattern", values: ["/a"] },
                { type: "host-header", values: ["app.localhost"] },
            ]),
        ];
        assert.equal(matchRule({ rules, defaultActions: [] }, received({ target: "/a" })).name, "rule-1");
        assert.equal(matchRule({ rules, defaultActions: [] }, received({ target: "/a", host: "b" })).name, "default");
        assert.equal(matchRule({ rules, defaultActions: [] }, received({ target: "/b" })).name, "default");
    });
});
