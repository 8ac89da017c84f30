import assert from "node:assert/strict";
import { LOCAL_CALLBACK, LOCAL_SIGNED_OUT, NEW_PASSWORD, startTestPool, type TestPool } from "./support/pool";

describe("the session of the login pages", function () {
    this.timeout(120_000);
    let pool: TestPool;
    before(async () => {
        pool = await startTestPool();
        await pool.user("ada");
    });
    after(() => pool.stop());

    const signedIn = async () => {
        const browser = pool.browser();
        assert.equal((await pool.signIn(browser, "ada", NEW_PASSWORD)).status, 302);
        return browser;
    };
    const logoutUrl = (parameters: Record<string, string>) =>
        `/logout?${new URLSearchParams({ client_id: pool.idp.clientId, ...parameters }).toString()}`;
    const isAsked = (page: { body: string }) => page.body.includes('name="password"');

    it("is a host-only cookie that scripts cannot read", async () => {
        const browser = await signedIn();
        const cookie = browser.setCookies.find((line) => line.startsWith("cognito=")) ?? "";
        for (const attribute of ["Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=3600"])
            assert.ok(cookie.includes(attribute), attribute);
        assert.doesNotMatch(cookie, /domain=/i);
    });

    it("gives the next app, or the next request, a new code without asking", async () => {
        const browser = await signedIn();
        const codes = new Set<string | null>();
        for (const url of [
            pool.authorizeUrl(),
            pool.authorizeUrl({ prompt: "none" }),
            pool.authorizeUrl().replace("/oauth2/authorize", "/login"),
        ]) {
            const { location } = await browser.open(url);
            assert.ok(location.startsWith(`${LOCAL_CALLBACK}?code=`), url);
            codes.add(new URL(location).searchParams.get("code"));
        }
        assert.equal(codes.size, 3);
        const [code] = codes;
        const { status } = await pool.post("/oauth2/token", {
            grant_type: "authorization_code",
            code: code ?? "",
            redirect_uri: LOCAL_CALLBACK,
        });
        assert.equal(status, 200);
    });

    it("does not serve prompt=login, an address that is not registered, or another browser", async () => {
        const browser = await signedIn();
        assert.ok(isAsked(await browser.open(pool.authorizeUrl({ prompt: "login" }))));
        assert.equal((await browser.open(pool.authorizeUrl({ redirect_uri: "https://evil.example/" }))).status, 400);
        assert.ok(isAsked(await pool.browser().open(pool.authorizeUrl())));
        const guessing = pool.browser();
        guessing.cookies.set("cognito", "A".repeat(43));
        assert.ok(isAsked(await guessing.open(pool.authorizeUrl())));
    });

    it("lasts one hour from the login, however often it is used", async () => {
        const browser = await signedIn();
        pool.time.now += 3_599_000;
        assert.equal((await browser.open(pool.authorizeUrl())).status, 302);
        pool.time.now += 2_000;
        assert.ok(isAsked(await browser.open(pool.authorizeUrl())));
    });

    it("ends for a user who was disabled", async () => {
        await pool.user("gone");
        const browser = pool.browser();
        await pool.signIn(browser, "gone", NEW_PASSWORD);
        await pool.api("AdminDisableUser", { Username: "gone" });
        assert.ok(isAsked(await browser.open(pool.authorizeUrl())));
        await pool.api("AdminEnableUser", { Username: "gone" });
        assert.ok(isAsked(await browser.open(pool.authorizeUrl())), "it does not come back to life");
    });

    it("ends at /logout, also for whoever kept the cookie", async () => {
        const browser = await signedIn();
        const kept = browser.cookies.get("cognito") ?? "";
        const { status, location } = await browser.open(logoutUrl({ logout_uri: LOCAL_SIGNED_OUT }));
        assert.deepEqual([status, location], [302, LOCAL_SIGNED_OUT]);
        assert.equal(browser.cookies.has("cognito"), false);
        browser.cookies.set("cognito", kept);
        assert.ok(isAsked(await browser.open(pool.authorizeUrl())));
    });

    it("ends at /logout with redirect_uri, which asks for the next login", async () => {
        const browser = await signedIn();
        const page = await browser.open(
            logoutUrl({ redirect_uri: LOCAL_CALLBACK, response_type: "code", scope: "openid", state: "again" }),
        );
        assert.ok(isAsked(page));
        assert.equal(new URL(page.url).searchParams.get("state"), "again");
    });

    it("survives a /logout that names an address or a client that is not registered", async () => {
        const browser = await signedIn();
        const wrong = [
            logoutUrl({ logout_uri: "https://evil.example/" }),
            logoutUrl({ logout_uri: `${LOCAL_SIGNED_OUT}/` }),
            logoutUrl({ logout_uri: LOCAL_CALLBACK }),
            `${logoutUrl({ logout_uri: LOCAL_SIGNED_OUT })}&logout_uri=https%3A%2F%2Fevil.example`,
            logoutUrl({ logout_uri: LOCAL_SIGNED_OUT, client_id: "nobody" }),
            logoutUrl({ redirect_uri: "https://evil.example/", response_type: "code" }),
            logoutUrl({}),
        ];
        for (const url of wrong) {
            const page = await browser.open(url);
            assert.deepEqual([page.status, page.location], [400, ""], url);
        }
        assert.equal((await browser.open(pool.authorizeUrl())).status, 302);
    });
});
