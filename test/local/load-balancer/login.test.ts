import assert from "node:assert/strict";

import { authenticate, forwardAction, rule } from "../../../harness/load-balancer/model";
import { withOtherCharacter } from "../../support/other-character";
import { logIn, startFixture, type Fixture } from "./support/balancer";

describe("load balancer: login", () => {
    let fixture: Fixture;
    beforeEach(async () => (fixture = await startFixture()));
    afterEach(() => fixture.close());

    /** A browser that has been sent to the provider, and the callback it comes back with. */
    async function started(path = "/") {
        const browser = fixture.browser();
        const asked = await browser.get(path);
        return { browser, asked, callback: fixture.provider.signIn(asked.headers.location ?? "") };
    }

    it("sends an unknown browser to the authorization endpoint", async () => {
        const { asked } = await started("/page?a=1");
        const location = new URL(asked.headers.location ?? "");
        assert.equal(asked.status, 302);
        assert.equal(asked.headers.server, "awselb/2.0");
        assert.equal(location.origin + location.pathname, fixture.provider.settings.authorizationEndpoint);
        assert.equal(location.searchParams.get("client_id"), "client-1");
        assert.equal(location.searchParams.get("response_type"), "code");
        assert.equal(location.searchParams.get("scope"), "openid email");
        assert.equal(location.searchParams.get("redirect_uri"), `https://app.localhost:${fixture.port}/oauth2/idpresponse`);
        assert.match(asked.setCookies.join(), /^AWSALBAuthNonce=.+; Secure; HttpOnly/);
        assert.deepEqual(fixture.targets[0]?.seen, []);
    });

    it("answers 401 where unauthenticated requests are denied, and forwards without claims where they are allowed", async () => {
        const browser = fixture.browser();
        assert.equal((await browser.get("/_stcore/health")).status, 401);
        assert.equal(fixture.targets[0]?.seen.length, 0);
        assert.equal((await browser.get("/allow")).status, 200);
        assert.deepEqual(
            Object.keys(fixture.targets[0].seen[0]?.headers ?? {}).filter((name) => name.startsWith("x-amzn-oidc")),
            [],
        );
    });

    it("returns to the same host and the page first asked for, with a session that later requests use", async () => {
        const { browser, callback } = await started("/page?a=1&b=%2F");
        const back = await browser.get(`${callback.pathname}${callback.search}`);
        assert.equal(back.status, 302);
        assert.equal(back.headers.location, `https://app.localhost:${fixture.port}/page?a=1&b=%2F`);
        assert.match(back.setCookies[0] ?? "", /^AWSELBAuthSessionCookie-0=[^;]+; Expires=[^;]+; Path=\/; Secure; HttpOnly$/);
        assert.equal((await browser.get("/page?a=1&b=%2F")).body, "target-0");
        assert.equal((await browser.get("/_stcore/health")).status, 200);
        assert.equal(fixture.provider.userInfoCalls, 1);
    });

    it("cannot be made to redirect to another host", async () => {
        const { browser, callback } = await started("//evil.example/x");
        const back = await browser.get(`${callback.pathname}${callback.search}`);
        assert.equal(new URL(back.headers.location ?? "").host, `app.localhost:${fixture.port}`);
    });

    it("refuses a callback that another browser began", async () => {
        const { callback } = await started();
        const other = (await started()).browser;
        assert.equal((await other.get(`${callback.pathname}${callback.search}`)).status, 401);
        assert.equal((await fixture.browser().get(`${callback.pathname}${callback.search}`)).status, 401);
        assert.match(fixture.log.join("\n"), /AuthInvalidAWSALBAuthNonce[^]*AuthMissingAWSALBAuthNonce/);
    });

    it("refuses a callback that comes a second time", async () => {
        const { browser, callback } = await started();
        const path = `${callback.pathname}${callback.search}`;
        assert.equal((await browser.get(path)).status, 302);
        assert.equal((await browser.get(path)).status, 401);
        assert.match(fixture.log.at(-1) ?? "", /AuthInvalidStateParam/);
    });

    it("refuses a callback on another host, without a state, with a made-up one, and without a code", async () => {
        const { browser, callback } = await started();
        const get = (search: string, host?: string) => browser.get(`/oauth2/idpresponse?${search}`, host === undefined ? {} : { host });
        const state = callback.searchParams.get("state") ?? "";
        assert.equal((await get(callback.search.slice(1), "app.localhost")).status, 401);
        assert.equal((await get("code=1")).status, 401);
        assert.equal((await get(`code=1&state=${withOtherCharacter(state, 20)}`)).status, 401);
        assert.equal((await get(`state=${state}`)).status, 401);
        assert.match(fixture.log.at(-1) ?? "", /AuthMissingCodeParam/);
    });

    it("takes a callback as GET only: any other request there is as unknown as elsewhere", async () => {
        const { browser, callback } = await started();
        const path = `${callback.pathname}${callback.search}`;
        const posted = await browser.get(path, { method: "POST" });
        assert.match(posted.headers.location ?? "", /^https:\/\/login.localhost\//);
        assert.equal((await browser.get(path)).headers.location, `https://app.localhost:${fixture.port}/`);
    });

    it("gives 15 minutes to log in", async () => {
        const late = await started();
        fixture.advance(15 * 60 + 1);
        assert.equal((await late.browser.get(`${late.callback.pathname}${late.callback.search}`)).status, 401);
        const inTime = await started();
        fixture.advance(15 * 60 - 30);
        assert.equal((await inTime.browser.get(`${inTime.callback.pathname}${inTime.callback.search}`)).status, 302);
    });

    it("lets two tabs of one browser log in at the same time", async () => {
        const browser = fixture.browser();
        const first = fixture.provider.signIn((await browser.get("/one")).headers.location ?? "");
        const second = fixture.provider.signIn((await browser.get("/two")).headers.location ?? "");
        assert.match((await browser.get(`${first.pathname}${first.search}`)).headers.location ?? "", /\/one$/);
        assert.match((await browser.get(`${second.pathname}${second.search}`)).headers.location ?? "", /\/two$/);
    });

    it("owns the callback path only where a rule that authenticates matches it", async () => {
        const reply = await fixture.browser().get("/oauth2/idpresponse?code=1&state=1", { host: "other.localhost" });
        assert.deepEqual([reply.status, reply.body], [403, "no such site"]);
    });

    it("answers 401 to a user whom the provider refused and 561 to any other error of it", async () => {
        for (const [error, status] of [
            ["access_denied", 401],
            ["server_error", 561],
        ] as const) {
            const { browser, callback } = await started();
            callback.searchParams.delete("code");
            callback.searchParams.set("error", error);
            assert.equal((await browser.get(`${callback.pathname}${callback.search}`)).status, status);
        }
    });

    it("answers 561 to an error of the token or user info endpoint, 500 to silence, 401 to an unusable ID token", async () => {
        const outcome = async () => {
            const { browser, callback } = await started();
            return (await browser.get(`${callback.pathname}${callback.search}`)).status;
        };
        const { provider } = fixture;
        provider.tokenError = { status: 500, body: "broken" };
        assert.equal(await outcome(), 561);
        provider.tokenError = { status: 400, body: { error: "invalid_grant" } };
        assert.equal(await outcome(), 401);
        provider.tokenError = undefined;
        provider.userInfoStatus = 500;
        assert.equal(await outcome(), 561);
        provider.userInfoStatus = 200;
        for (const idToken of [{ nonce: "other" }, { aud: "other" }, { iss: "https://other.example" }]) {
            provider.idToken = idToken;
            assert.equal(await outcome(), 401, JSON.stringify(idToken));
        }
        provider.idToken = {};
        provider.withIdToken = false;
        assert.equal(await outcome(), 401);
        provider.withIdToken = true;
        assert.equal(await outcome(), 302);
        provider.close();
        assert.equal(await outcome(), 500);
    });

    it("answers 500 to claims and tokens over 11 K, and takes what is just under", async () => {
        fixture.provider.claims = { sub: "user-1", text: randomText(11 * 1024) };
        const large = await started();
        assert.equal((await large.browser.get(`${large.callback.pathname}${large.callback.search}`)).status, 500);
        assert.match(fixture.log.at(-1) ?? "", /AuthUserinfoResponseSizeExceeded/);
        fixture.provider.claims = { sub: "user-1", text: randomText(10 * 1024) };
        const browser = await logIn(fixture.browser(), fixture.provider);
        assert.equal((await browser.get("/")).status, 200);
        assert.ok(browser.cookies.has("AWSELBAuthSessionCookie-2"));
    });

    it("passes the action's extra parameters on, but not over its own", async () => {
        await fixture.close();
        const extra = { prompt: "login", client_id: "other", state: "fixed" };
        const login = authenticate({ authenticationRequestExtraParams: extra });
        fixture = await startFixture({ rules: [rule(1, [], login, forwardAction)] });
        const { searchParams } = new URL((await fixture.browser().get("/")).headers.location ?? "");
        assert.equal(searchParams.get("prompt"), "login");
        assert.notEqual(searchParams.get("state"), "fixed");
        assert.deepEqual(searchParams.getAll("client_id"), ["client-1"]);
    });

    it("answers 401 to HTTP/1.0 without a host", async () => {
        await fixture.close();
        fixture = await startFixture({ rules: [rule(1, [], authenticate(), forwardAction)] });
        const { sendRaw } = await import("../../../harness/load-balancer/browser");
        assert.match(await sendRaw(fixture.port, "GET / HTTP/1.0\r\n\r\n"), /^HTTP\/1.1 401 /);
    });
});

/** Text that does not compress to nothing. */
function randomText(length: number): string {
    return Array.from({ length }, () => "abcdefghijklmnopqrstuvwxyzABCDEF"[Math.floor(Math.random() * 32)]).join("");
}
