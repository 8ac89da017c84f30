import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

import fc from "fast-check";

import { createSealer } from "../../../local/load-balancer/sealer";
import { joinShards, openSession, sealSession, SessionTooLarge } from "../../../local/load-balancer/session-cookie";
import type { Session } from "../../../local/load-balancer/session";

const name = "AWSELBAuthSessionCookie";
const sealer = createSealer(randomBytes(32));

const sessions: fc.Arbitrary<Session> = fc.record({
    id: fc.string(),
    issuer: fc.webUrl(),
    clientId: fc.string(),
    accessToken: fc.string({ maxLength: 3000 }),
    refreshToken: fc.string({ maxLength: 2000 }),
    claims: fc
        .tuple(fc.string(), fc.dictionary(fc.string(), fc.string({ unit: "grapheme", maxLength: 500 })))
        .map(([sub, claims]) => ({ ...claims, sub })),
    ends: fc.nat(),
});

/** The cookies that a browser keeps of these `Set-Cookie` values. */
function stored(lines: readonly string[]): Map<string, string> {
    return new Map(lines.map((line) => line.split(";")[0]?.split(/=(.*)/s) ?? []).map(([cookie = "", value = ""]) => [cookie, value]));
}

describe("load balancer: session cookie", () => {
    it("opens to the session that was sealed, in cookies of at most 4,096 bytes", () => {
        fc.assert(
            fc.property(sessions, (session) => {
                const lines = sealSession(name, session, sealer, new Map(), true, Date.now());
                assert.ok(lines.every((line) => line.length <= 4096 && line.includes("; Secure; HttpOnly")));
                const value = joinShards(name, stored(lines));
                assert.deepEqual(openSession(name, value ?? "", sealer), JSON.parse(JSON.stringify(session)));
            }),
        );
    });

    it("does not open with a bit changed, cut off, lengthened, for another name or with another key", () => {
        const [session] = fc.sample(sessions, 1);
        assert.ok(session);
        const value = joinShards(name, stored(sealSession(name, session, sealer, new Map(), false, Date.now()))) ?? "";
        const bytes = Buffer.from(value, "base64url");
        fc.assert(
            fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
                const changed = Buffer.from(bytes);
                changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
                assert.equal(openSession(name, changed.toString("base64url"), sealer), undefined);
            }),
        );
        assert.equal(openSession(name, value.slice(0, -4), sealer), undefined);
        assert.equal(openSession(name, `${value}AAAA`, sealer), undefined);
        assert.equal(openSession("Other", value, sealer), undefined);
        assert.equal(openSession(name, value, createSealer(randomBytes(32))), undefined);
        assert.equal(openSession(name, "", sealer), undefined);
        assert.ok(openSession(name, value, sealer));
    });

    it("is refused when claims and access token are over 11 K, or when four cookies do not hold it", () => {
        const session = { id: "1", issuer: "i", clientId: "c", claims: { sub: "s" }, ends: 0 };
        const seal = (accessToken: string, refreshToken: string) =>
            sealSession(name, { ...session, accessToken, refreshToken }, sealer, new Map(), false, 0);
        // {"sub":"s"} is 11 bytes.
        assert.ok(seal("a".repeat(11 * 1024 - 11), "").length > 0);
        assert.throws(() => seal("a".repeat(11 * 1024 - 10), ""), SessionTooLarge);
        assert.throws(() => seal("a", randomBytes(20_000).toString("base64")), SessionTooLarge);
    });

    it("opens nothing that was sealed for another purpose", () => {
        fc.assert(
            fc.property(fc.uint8Array(), (data) => {
                const sealed = sealer.seal("one", Buffer.from(data));
                assert.deepEqual(sealer.open("one", sealed), Buffer.from(data));
                assert.equal(sealer.open("two", sealed), undefined);
                assert.notEqual(sealer.seal("one", Buffer.from(data)), sealed);
            }),
        );
    });
});
