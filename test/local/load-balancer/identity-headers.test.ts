import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";

import { loadBalancerArn } from "../../../harness/load-balancer/model";
import { startFixture, type Fixture } from "./support/balancer";

describe("load balancer: identity headers", () => {
    let fixture: Fixture;
    before(async () => (fixture = await startFixture()));
    after(() => fixture.close());

    async function sentData(): Promise<string> {
        const browser = await fixture.loggedIn();
        await browser.get("/");
        return fixture.targets[0]?.seen.at(-1)?.headers["x-amzn-oidc-data"] as string;
    }

    it("are the access token, the subject, and the claims signed with ES256 in padded base64url", async () => {
        fixture.provider.claims = { sub: "user-1", email: "user@example.com", name: "Zoë ✓?>" };
        const data = await sentData();
        const seen = fixture.targets[0]?.seen.at(-1)?.headers;
        assert.equal(seen?.["x-amzn-oidc-accesstoken"], fixture.provider.accessToken);
        assert.equal(seen["x-amzn-oidc-identity"], "user-1");
        const parts = data.split(".");
        const [header, payload] = parts
            .slice(0, 2)
            .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>);
        assert.ok(
            parts.every((part) => part.length % 4 === 0 && /^[A-Za-z0-9_-]+=*$/.test(part)),
            data,
        );
        const { kid, exp, ...rest } = header ?? {};
        assert.deepEqual(rest, { typ: "JWT", alg: "ES256", iss: "https://idp.example/pool", client: "client-1", signer: loadBalancerArn });
        assert.equal(payload?.["name"], "Zoë ✓?>");
        assert.ok(Number(exp) > Date.now() / 1000 + 50 && Number(exp) < Date.now() / 1000 + 130);

        const pem = fixture.balancer.publicKey(String(kid));
        assert.match(pem ?? "", /^-----BEGIN PUBLIC KEY-----/);
        const key = { key: createPublicKey(pem ?? ""), dsaEncoding: "ieee-p1363" } as const;
        const signature = Buffer.from(parts[2] ?? "", "base64url");
        assert.ok(verify("sha256", Buffer.from(parts.slice(0, 2).join(".")), key, signature));
        assert.ok(!verify("sha256", Buffer.from(`${parts[0]}.${parts[1]?.replace(/.{4}$/, "AAAA")}`), key, signature));
        assert.equal(fixture.balancer.publicKey("00000000-0000-0000-0000-000000000000"), undefined);
    });

    it("never come from the client, whatever the rule, the case and the spelling", async () => {
        const headers = {
            "x-amzn-oidc-data": "forged",
            "X-AMZN-OIDC-Identity": ["forged", "forged-too"],
            "X-Amzn-Oidc-Accesstoken": "forged",
            "X-Amzn-Oidc-Other": "forged",
            x_amzn_oidc_data: "forged",
            "x-amzn_oidc-identity": "forged",
            // Must not make the load balancer drop its own, either.
            Connection: "x-amzn-oidc-data, x-amzn-oidc-identity, close",
        };
        for (const dropInvalidHeaderFields of [true, false]) {
            const other = await startFixture({ loadBalancer: { dropInvalidHeaderFields } });
            try {
                const browser = await other.loggedIn();
                const statuses = [
                    await browser.get("/open", { headers }),
                    await other.browser().get("/allow", { headers }),
                    await browser.get("/", { headers }),
                ];
                assert.deepEqual(
                    statuses.map(({ status }) => status),
                    [200, 200, 200],
                );
                const identity = other.targets[0]?.seen.map(({ rawHeaders }) => rawHeaders.filter((text) => /oidc|forged/i.test(text)));
                assert.deepEqual(identity?.slice(0, 2), [[], []]);
                assert.deepEqual(identity[2], ["x-amzn-oidc-accesstoken", "x-amzn-oidc-identity", "x-amzn-oidc-data"]);
            } finally {
                await other.close();
            }
        }
    });

    it("are signed again before they expire, and not for each request", async () => {
        const browser = await fixture.loggedIn();
        const data = async () => {
            await browser.get("/");
            return fixture.targets[0]?.seen.at(-1)?.headers["x-amzn-oidc-data"] as string;
        };
        const first = await data();
        assert.equal(await data(), first);
        fixture.advance(61);
        const later = await data();
        assert.notEqual(later, first);
        const { exp } = JSON.parse(Buffer.from(later.split(".")[0] ?? "", "base64").toString()) as { exp: number };
        assert.ok(exp > Date.now() / 1000 + 61 + 100);
    });
});
