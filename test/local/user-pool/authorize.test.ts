import assert from "node:assert/strict";
import { LOCAL_CALLBACK, NEW_PASSWORD, startTestPool, type TestPool } from "./support/pool";
import { problemsOf } from "./support/browser";

describe("the authorize and login endpoints", function () {
    this.timeout(120_000);
    let pool: TestPool;
    before(async () => {
        pool = await startTestPool();
        await pool.user("ada");
    });
    after(() => pool.stop());

    it("lead to the login page, whose parameters are those of the request", async () => {
        const page = await pool.browser().open(pool.authorizeUrl());
        assert.equal(page.status, 200);
        assert.equal(new URL(page.url).pathname, "/login");
        assert.equal(new URL(page.url).search, new URL(pool.authorizeUrl()).search);
        assert.doesNotMatch(page.body, /sign ?up/i, "an admin-only pool offers no sign-up");
        assert.match(String(page.headers["content-security-policy"]), /default-src 'none'.*frame-ancestors 'none'/);
    });

    const wrong: [string, Record<string, string | undefined>][] = [
        ["an unknown client", { client_id: "nobody" }],
        ["no client", { client_id: undefined }],
        ["a redirect_uri that is not registered", { redirect_uri: "https://evil.example/oauth2/idpresponse" }],
        ["a longer redirect_uri", { redirect_uri: `${LOCAL_CALLBACK}/..` }],
        ["a redirect_uri with a query", { redirect_uri: `${LOCAL_CALLBACK}?a=b` }],
        ["the declared redirect_uri without the local port", { redirect_uri: LOCAL_CALLBACK.replace(":8443", "") }],
        ["no redirect_uri", { redirect_uri: undefined }],
    ];
    for (const [what, changes] of wrong) {
        it(`show an error and redirect nowhere for ${what}`, async () => {
            for (const path of ["/oauth2/authorize", "/login"]) {
                const page = await pool.browser().open(path + new URL(pool.authorizeUrl(changes)).search);
                assert.equal(page.status, 400);
                assert.equal(page.location, "");
                assert.doesNotMatch(page.body, /<form/);
            }
        });
    }

    it("refuse parameters that are sent twice, so that no two readers of the request can differ", async () => {
        const page = await pool.browser().open(`${pool.authorizeUrl()}&redirect_uri=https%3A%2F%2Fevil.example`);
        assert.equal(page.status, 400);
    });

    const errors: [string, Record<string, string>, string][] = [
        ["a scope the client lacks", { scope: "openid phone" }, "invalid_request"],
        ["the implicit flow", { response_type: "token" }, "invalid_request"],
        ["plain PKCE", { code_challenge: "a".repeat(43), code_challenge_method: "plain" }, "invalid_request"],
        ["another identity provider", { identity_provider: "Google" }, "invalid_request"],
        ["prompt=none without a session", { prompt: "none" }, "login_required"],
    ];
    for (const [what, changes, error] of errors) {
        it(`tell the app about ${what}`, async () => {
            const { status, location } = await pool.browser().open(pool.authorizeUrl(changes));
            assert.equal(status, 302);
            assert.ok(location.startsWith(`${LOCAL_CALLBACK}?`));
            assert.equal(new URL(location).searchParams.get("error"), error);
            assert.equal(new URL(location).searchParams.get("state"), "s t&te");
        });
    }

    it("sign a user in with the right password only, and do not tell who exists", async () => {
        const wrongPassword = await pool.signIn(pool.browser(), "ada", "Wrong-horse-7");
        const noUser = await pool.signIn(pool.browser(), "bob", NEW_PASSWORD);
        assert.deepEqual(problemsOf(wrongPassword), ["Incorrect username or password."]);
        assert.deepEqual(problemsOf(noUser), ["Incorrect username or password."]);
        assert.equal(wrongPassword.headers["set-cookie"], undefined, "no session for a wrong password");
        assert.match((await pool.signIn(pool.browser(), "ada", NEW_PASSWORD)).location, /[?&]code=/);
    });

    it("write what was typed into the page as text", async () => {
        const page = await pool.signIn(pool.browser(), `"><script>alert(1)</script>`, "x");
        assert.doesNotMatch(page.body, /<script/);
        assert.match(page.body, /&#60;script/);
    });

    it("take the form from their own page only", async () => {
        const browser = pool.browser();
        const page = await browser.open(pool.authorizeUrl());
        const right = { username: "ada", password: NEW_PASSWORD };
        assert.equal((await browser.submit(page, { ...right, _csrf: "A".repeat(43) })).status, 403, "a made-up token");
        assert.equal((await browser.submit(page, right, { origin: "https://evil.example" })).status, 403, "another site's form");
        assert.equal((await pool.browser().submit(page, right)).status, 403, "another browser's form: no cookie");
        assert.equal((await browser.submit(page, right)).status, 302);
    });

    it("check the request again when the form is sent", async () => {
        const browser = pool.browser();
        const page = await browser.open(pool.authorizeUrl());
        const body = page.body.replaceAll(encodeURIComponent(LOCAL_CALLBACK), encodeURIComponent("https://evil.example/"));
        assert.notEqual(body, page.body);
        const answer = await browser.submit({ ...page, body }, { username: "ada", password: NEW_PASSWORD });
        assert.equal(answer.status, 400);
        assert.equal(answer.location, "");
    });

    it("lock a user out all the same where the wrong passwords come at once", async () => {
        await pool.user("hurried");
        const browsers = Array.from({ length: 20 }, () => pool.browser());
        const answers = await Promise.all(browsers.map((browser, index) => pool.signIn(browser, "hurried", `Wrong-${index}`)));
        assert.equal(answers.filter((answer) => problemsOf(answer).includes("Password attempts exceeded")).length, 15);
    });

    it("lock a user out for a growing time after five wrong passwords, at the API too", async () => {
        await pool.user("locked");
        const attempt = async (password: string) => problemsOf(await pool.signIn(pool.browser(), "locked", password));
        for (let i = 0; i < 5; i++) assert.deepEqual(await attempt("Wrong-horse-7"), ["Incorrect username or password."]);
        assert.deepEqual(await attempt(NEW_PASSWORD), ["Password attempts exceeded"], "not even the right one");
        pool.time.now += 1_001;
        assert.deepEqual(await attempt("Wrong-horse-7"), ["Incorrect username or password."]);
        pool.time.now += 1_001;
        assert.deepEqual(await attempt(NEW_PASSWORD), ["Password attempts exceeded"], "the sixth failure locks for two seconds");
        pool.time.now += 1_000;
        assert.deepEqual(await attempt(NEW_PASSWORD), []);
    });

    it("answer for their own host name only", async () => {
        const login = pool.running.loginUrl.replace("app-login.auth.localhost", "other.localhost");
        const other = await import("./support/browser").then(({ browser }) => browser(login, pool.ca));
        await assert.rejects(other.open(login), /altnames|certificate/i, "the certificate names the login's host");
        const browser = pool.browser();
        const page = await browser.open(pool.authorizeUrl());
        const answer = await browser.submit(page, { username: "ada", password: NEW_PASSWORD }, { host: "evil.example" });
        assert.equal(answer.status, 421);
    });
});
