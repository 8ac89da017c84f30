import assert from "node:assert/strict";
import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from "jose";
import { REGION } from "./support/declared";
import { basic, LOCAL_CALLBACK, NEW_PASSWORD, ok, startTestPool, type TestPool } from "./support/pool";

describe("the token, revocation and userInfo endpoints", function () {
    this.timeout(120_000);
    let pool: TestPool;
    before(async () => {
        pool = await startTestPool();
        await pool.user("ada");
    });
    after(() => pool.stop());

    const code = async (changes: Record<string, string> = {}) => {
        const { location } = await pool.signIn(pool.browser(), "ada", NEW_PASSWORD, changes);
        return new URL(location).searchParams.get("code") ?? "";
    };
    const exchange = (form: Record<string, string>, authorization?: string | null) =>
        pool.post("/oauth2/token", { grant_type: "authorization_code", redirect_uri: LOCAL_CALLBACK, ...form }, authorization);
    const refresh = (refreshToken: string, authorization?: string | null, form: Record<string, string> = {}) =>
        pool.post("/oauth2/token", { grant_type: "refresh_token", refresh_token: refreshToken, ...form }, authorization);
    const userInfo = (accessToken: string) => fetch(pool.idp.userInfoEndpoint, { headers: { authorization: `Bearer ${accessToken}` } });

    it("issue tokens that the pool's keys verify, with the declared issuer, client, nonce and validity", async () => {
        const { status, body } = await exchange({ code: await code({ nonce: "n-0" }) });
        assert.equal(status, 200);
        assert.equal(body.token_type, "Bearer");
        assert.equal(body.expires_in, 600);
        const poolId = pool.running.ids[`${REGION}_declared`] ?? "";
        assert.equal(pool.idp.issuer, `https://cognito-idp.${REGION}.amazonaws.com/${poolId}`);
        const keys = (await (await fetch(`${pool.running.endpoint}/${poolId}/.well-known/jwks.json`)).json()) as JSONWebKeySet;
        const options = { issuer: pool.idp.issuer };
        const id = await jwtVerify(String(body.id_token), createLocalJWKSet(keys), { ...options, audience: pool.idp.clientId });
        const access = await jwtVerify(String(body.access_token), createLocalJWKSet(keys), options);
        assert.equal(id.payload.nonce, "n-0");
        assert.equal(Number(id.payload.exp) - Number(id.payload.iat), 20 * 60);
        assert.equal(Number(access.payload.exp) - Number(access.payload.iat), 10 * 60);
        assert.equal(access.payload.client_id, pool.idp.clientId);
        assert.deepEqual(String(access.payload.scope).split(" ").sort(), ["email", "openid", "profile"]);
        const lifetime = decodeJwt(String(body.refresh_token));
        assert.equal(Number(lifetime.exp) - Number(lifetime.iat), 7 * 86_400);
    });

    it("take a code once", async () => {
        const once = await code();
        assert.equal((await exchange({ code: once })).status, 200);
        assert.deepEqual(await exchange({ code: once }), { status: 400, body: { error: "invalid_grant" } });
    });

    it("take a code with its own redirect_uri and PKCE verifier only", async () => {
        assert.equal((await exchange({ code: await code(), redirect_uri: "https://other.example/" })).body.error, "invalid_grant");
        // RFC 7636, appendix B
        const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        const challenge = { code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", code_challenge_method: "S256" };
        assert.equal((await exchange({ code: await code(challenge) })).body.error, "invalid_grant");
        assert.equal((await exchange({ code: await code(challenge), code_verifier: "a".repeat(43) })).body.error, "invalid_grant");
        assert.equal((await exchange({ code: await code(challenge), code_verifier: verifier })).status, 200);
    });

    it("answer a client only that proves its secret, by header or by form, for each grant and for revocation", async () => {
        const { clientId, clientSecret } = pool.idp;
        const tokens = await pool.tokens("grant");
        const attempts: [string, string | null, Record<string, string>][] = [
            ["a wrong secret", basic(clientId, "wrong"), {}],
            ["an empty secret", basic(clientId, ""), {}],
            ["no secret", null, { client_id: clientId }],
            ["another client", basic("nobody", clientSecret), {}],
            ["a bearer token", `Bearer ${tokens.access_token ?? ""}`, { client_id: clientId, client_secret: clientSecret }],
            ["two different clients", basic(clientId, clientSecret), { client_id: "other" }],
        ];
        for (const [what, authorization, form] of attempts) {
            assert.equal((await exchange({ code: await code(), ...form }, authorization)).body.error, "invalid_client", what);
            assert.equal((await refresh(tokens.refresh_token ?? "", authorization, form)).body.error, "invalid_client", what);
            const revocation = await pool.post("/oauth2/revoke", { token: tokens.refresh_token ?? "", ...form }, authorization);
            assert.deepEqual(revocation, { status: 401, body: { error: "invalid_client" } }, what);
        }
        const byForm = { client_id: clientId, client_secret: clientSecret };
        assert.equal((await exchange({ code: await code(), ...byForm }, null)).status, 200);
        assert.equal((await refresh(tokens.refresh_token ?? "", null, byForm)).status, 200, "none of the attempts revoked it");
    });

    it("refresh tokens, with the groups of the moment, and no new refresh token", async () => {
        const tokens = await pool.tokens("grouped");
        assert.equal(decodeJwt(tokens.access_token ?? "")["cognito:groups"], undefined);
        await ok(pool.api("AdminAddUserToGroup", { Username: "grouped", GroupName: "editors" }));
        const { status, body } = await refresh(tokens.refresh_token ?? "");
        assert.equal(status, 200);
        assert.deepEqual(decodeJwt(String(body.access_token))["cognito:groups"], ["editors"]);
        assert.equal(decodeJwt(String(body.id_token)).sub, decodeJwt(tokens.id_token ?? "").sub);
        assert.equal(body.refresh_token, undefined);
        assert.equal(body.expires_in, 600);
        const info = (await (await userInfo(String(body.access_token))).json()) as Record<string, unknown>;
        assert.equal(info.email, "grouped@example.com", "the new access token has the scopes of the first");
    });

    it("refuse to refresh what is expired, revoked, made up, or of a disabled, deleted or signed-out user", async () => {
        const invalid = { status: 400, body: { error: "invalid_grant" } };
        const attempts: [string, (refreshToken: string) => Promise<unknown>][] = [
            ["disabled", () => ok(pool.api("AdminDisableUser", { Username: "disabled" }))],
            ["deleted", () => ok(pool.api("AdminDeleteUser", { Username: "deleted" }))],
            ["signed-out", () => ok(pool.api("AdminUserGlobalSignOut", { Username: "signed-out" }))],
            ["revoked", (value) => pool.post("/oauth2/revoke", { token: value })],
        ];
        for (const [username, end] of attempts) {
            const value = (await pool.tokens(username)).refresh_token ?? "";
            assert.equal((await refresh(value)).status, 200, username);
            await end(value);
            assert.deepEqual(await refresh(value), invalid, username);
        }
        const tokens = await pool.tokens("old");
        assert.deepEqual(await refresh(tokens.access_token ?? ""), invalid, "an access token");
        assert.deepEqual(await refresh(`${(tokens.refresh_token ?? "").slice(0, -6)}AAAAAA`), invalid, "a forged signature");
        assert.deepEqual(await refresh("x"), invalid);
        pool.time.now += 7 * 86_400_000 + 3_600_000;
        assert.deepEqual(await refresh(tokens.refresh_token ?? ""), invalid, "after RefreshTokenValidity");
        pool.time.now -= 7 * 86_400_000 + 3_600_000;
        assert.equal((await refresh(tokens.refresh_token ?? "")).status, 200);
    });

    it("revoke a refresh token and the access tokens that came of it", async () => {
        const tokens = await pool.tokens("revoking");
        assert.equal((await userInfo(tokens.access_token ?? "")).status, 200);
        assert.equal((await pool.post("/oauth2/revoke", { token: tokens.access_token ?? "" })).body.error, "unsupported_token_type");
        assert.equal((await pool.post("/oauth2/revoke", {})).body.error, "invalid_request");
        assert.deepEqual(await pool.post("/oauth2/revoke", { token: tokens.refresh_token ?? "" }), { status: 200, body: {} });
        assert.equal((await userInfo(tokens.access_token ?? "")).status, 401);
    });

    it("show of a user what the scopes open", async () => {
        const open = async (scope: string) => {
            const { body } = await exchange({ code: await code({ scope }) });
            return (await (await userInfo(String(body.access_token))).json()) as Record<string, unknown>;
        };
        assert.deepEqual(Object.keys(await open("openid email")).sort(), ["email", "email_verified", "sub", "username"]);
        assert.deepEqual(Object.keys(await open("openid profile")).sort(), ["nickname", "sub", "username"]);
        assert.deepEqual(Object.keys(await open("openid")).sort(), ["email", "email_verified", "nickname", "sub", "username"]);
        assert.equal((await fetch(pool.idp.userInfoEndpoint)).status, 401);
        assert.equal((await userInfo("a.b.c")).status, 401);
    });

    it("serve other grants and paths to nobody", async () => {
        assert.equal((await pool.post("/oauth2/token", { grant_type: "client_credentials" })).body.error, "unsupported_grant_type");
        assert.equal((await pool.post("/oauth2/token", { grant_type: "password" })).body.error, "unsupported_grant_type");
        assert.equal((await fetch(`${pool.running.endpoint}/_ministack/health`)).status, 404, "nothing of ministack's own");
        assert.equal((await fetch(`${pool.running.endpoint}/login`)).status, 404, "the pages are at the login's address only");
    });
});
