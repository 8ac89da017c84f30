import assert from "node:assert/strict";
import { decodeJwt } from "jose";
import { problemsOf } from "./support/browser";
import { LOCAL_CALLBACK, NEW_PASSWORD, startTestPool, type TestPool } from "./support/pool";

describe("the first login with a temporary password", function () {
    this.timeout(120_000);
    let pool: TestPool;
    before(async () => {
        pool = await startTestPool();
    });
    after(() => pool.stop());

    it("asks for a password of one's own and for what the pool requires, and ends at the app with a code", async () => {
        const [demo] = pool.running.users;
        assert.equal(demo?.username, "demo");
        const browser = pool.browser();
        const page = await pool.signIn(browser, "demo", demo.temporaryPassword);
        assert.match(page.body, /Change password/);
        assert.match(page.body, /at least 10 characters/, "the declared policy is on the page");
        assert.match(page.body, /requiredAttributes\[nickname\]/, "the pool requires a nickname, and the user has none");

        const short = await browser.submit(page, {
            new_password: "short",
            confirm_password: "short",
            "requiredAttributes[nickname]": "Dem",
        });
        assert.deepEqual(problemsOf(short), [
            "Password not long enough",
            "Password must have uppercase characters",
            "Password must have numeric characters",
            "Password must have symbol characters",
        ]);
        assert.match(short.body, /value="Dem"/, "what was typed is still there");
        const differs = await browser.submit(short, {
            new_password: NEW_PASSWORD,
            confirm_password: "other",
            "requiredAttributes[nickname]": "Dem",
        });
        assert.deepEqual(problemsOf(differs), ["The passwords you entered do not match"]);
        const nameless = await browser.submit(differs, {
            new_password: NEW_PASSWORD,
            confirm_password: NEW_PASSWORD,
            "requiredAttributes[nickname]": " ",
        });
        assert.deepEqual(problemsOf(nameless), ["Invalid or missing attribute: nickname"]);

        const done = await browser.submit(nameless, {
            new_password: NEW_PASSWORD,
            confirm_password: NEW_PASSWORD,
            "requiredAttributes[nickname]": "Dem",
        });
        assert.equal(done.status, 302);
        const callback = new URL(done.location);
        assert.equal(callback.origin + callback.pathname, LOCAL_CALLBACK);
        assert.equal(callback.searchParams.get("state"), "s t&te", "the app's state comes back as it was");

        const form = { grant_type: "authorization_code", code: callback.searchParams.get("code") ?? "", redirect_uri: LOCAL_CALLBACK };
        const { status, body } = await pool.post("/oauth2/token", form);
        assert.equal(status, 200);
        const claims = decodeJwt(String(body.id_token));
        assert.equal(claims["cognito:username"], "demo");
        assert.equal(claims.nickname, "Dem");
        assert.equal(claims.email, "demo@example.com");
    });

    it("refuses the temporary password once it was replaced, and takes the new one, by name or email", async () => {
        const [demo] = pool.running.users;
        assert.ok(demo);
        const old = await pool.signIn(pool.browser(), "demo", demo.temporaryPassword);
        assert.deepEqual(problemsOf(old), ["Incorrect username or password."]);
        for (const name of ["demo", "demo@example.com"]) {
            assert.match((await pool.signIn(pool.browser(), name, NEW_PASSWORD)).location, /[?&]code=/);
        }
    });

    it("refuses a temporary password that is older than TemporaryPasswordValidityDays", async () => {
        const grace = pool.running.users.find(({ username }) => username === "grace");
        assert.ok(grace);
        const start = pool.time.now;
        pool.time.now = start + 3 * 86_400_000 - 1000;
        assert.match((await pool.signIn(pool.browser(), "grace", grace.temporaryPassword)).body, /Change password/);
        pool.time.now = start + 3 * 86_400_000 + 1000;
        const late = await pool.signIn(pool.browser(), "grace", grace.temporaryPassword);
        assert.deepEqual(problemsOf(late), ["Temporary password has expired and must be reset by an administrator."]);
        await pool.api("AdminSetUserPassword", { Username: "grace@example.com", Password: "Another-temp-1", Permanent: false });
        const renewed = await pool.signIn(pool.browser(), "grace", "Another-temp-1");
        assert.match(renewed.body, /Change password/, "a new temporary password starts a new period");
        assert.doesNotMatch(renewed.body, /requiredAttributes/, "she has a nickname already");
        pool.time.now = start;
    });
});
