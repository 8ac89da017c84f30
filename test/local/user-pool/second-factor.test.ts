import assert from "node:assert/strict";
import { authenticator } from "../../support/authenticator";
import { problemsOf } from "./support/browser";
import { NEW_PASSWORD, ok, type TestPool } from "./support/pool";
import { readQr } from "./support/qr";
import { begin, enrolled, LOCKED, secretOn, startStrictPool, USED, WRONG } from "./support/second-factor";

describe("a required second factor", function () {
    this.timeout(120_000);
    let pool: TestPool;
    before(async () => {
        pool = await startStrictPool();
    });
    after(() => pool.stop());

    it("is set up after the password: a wrong code is refused, the right one ends the login", async () => {
        await pool.user("ada");
        const { browser, page, secret } = await begin(pool, "ada");
        assert.equal(browser.cookies.has("cognito"), false, "half a login is no session");
        assert.doesNotMatch(page.body, /code=/);
        const app = authenticator(secret);
        const refused = await browser.submit(page, { code: app.wrongCode() });
        assert.deepEqual(problemsOf(refused), [WRONG]);
        assert.equal(secretOn(refused), secret, "the secret stays the same");
        const done = await browser.submit(refused, { code: app.code() });
        assert.match(done.location, /code=/);
        assert.ok(browser.cookies.has("cognito"));
        const { body } = await pool.api("AdminGetUser", { Username: "ada" });
        assert.deepEqual(body.UserMFASettingList, ["SOFTWARE_TOKEN_MFA"]);
    });

    it("shows the secret as a QR code that names it, the account and the login page", async () => {
        await pool.user("ada&lovelace");
        const { page, secret } = await begin(pool, "ada&lovelace");
        const uri = new URL(readQr(page));
        assert.equal(uri.protocol, "otpauth:");
        assert.equal(uri.host, "totp");
        assert.equal(decodeURIComponent(uri.pathname), "/app-login:ada&lovelace");
        assert.deepEqual(Object.fromEntries(uri.searchParams), { secret, issuer: "app-login" });
    });

    it("is asked for at the next login, where the code that set it up is used, and so is each that was right", async () => {
        const app = await enrolled(pool, "bob");
        const browser = pool.browser();
        const page = await pool.signIn(browser, "bob", NEW_PASSWORD);
        assert.match(page.body, /Enter the code from your authenticator app/);
        assert.doesNotMatch(page.body, /id="secret"/);
        assert.deepEqual(problemsOf(await browser.submit(page, { code: app.code() })), [USED]);
        assert.match((await browser.submit(page, { code: app.nextCode() })).location, /code=/);
        const again = pool.browser();
        const second = await pool.signIn(again, "bob", NEW_PASSWORD);
        assert.deepEqual(problemsOf(await again.submit(second, { code: app.nextCode() })), [USED]);
    });

    it("takes one code for one of two logins at the same time", async () => {
        const app = await enrolled(pool, "racer");
        const browsers = await Promise.all(
            [pool.browser(), pool.browser()].map(async (browser) => ({
                browser,
                page: await pool.signIn(browser, "racer", NEW_PASSWORD),
            })),
        );
        const answers = await Promise.all(browsers.map(({ browser, page }) => browser.submit(page, { code: app.nextCode() })));
        assert.equal(answers.filter(({ location }) => location.includes("code=")).length, 1);
    });

    it("cannot be guessed: wrong codes lock out like wrong passwords, whatever passwords come between", async () => {
        const app = await enrolled(pool, "carol");
        for (let i = 0; i < 5; i++) {
            const browser = pool.browser();
            const page = await pool.signIn(browser, "carol", NEW_PASSWORD);
            assert.deepEqual(problemsOf(await browser.submit(page, { code: app.wrongCode() })), [WRONG]);
        }
        const browser = pool.browser();
        const page = await pool.signIn(browser, "carol", NEW_PASSWORD);
        assert.deepEqual(problemsOf(await browser.submit(page, { code: app.nextCode() })), [LOCKED]);
        pool.time.now += 1_001;
        assert.match((await browser.submit(page, { code: app.nextCode() })).location, /code=/);
    });

    it("cannot be guessed by many codes at once", async () => {
        const app = await enrolled(pool, "mallet");
        const right = app.nextCode();
        const codes = Array.from({ length: 40 }, (_, index) =>
            String(Number(right) + index + 1)
                .padStart(6, "0")
                .slice(-6),
        );
        const browser = pool.browser();
        const page = await pool.signIn(browser, "mallet", NEW_PASSWORD);
        const problems = (await Promise.all(codes.map((code) => browser.submit(page, { code })))).flatMap(problemsOf);
        assert.equal(problems.filter((problem) => problem === LOCKED).length, codes.length - 5);
    });

    it("cannot be skipped: the password alone leads to no code, neither again, nor by the session cookie, nor by another step", async () => {
        await enrolled(pool, "dave");
        const browser = pool.browser();
        const page = await pool.signIn(browser, "dave", NEW_PASSWORD);
        for (const fields of [
            { code: "" },
            { new_password: NEW_PASSWORD, confirm_password: NEW_PASSWORD },
            { username: "dave", password: NEW_PASSWORD },
        ]) {
            const answer = await browser.submit(page, fields);
            assert.equal(answer.location, "", JSON.stringify(fields));
        }
        const next = await browser.open(pool.authorizeUrl());
        assert.match(next.body, /name="password"/, "the browser has no session");
    });

    it("is asked for after a new password, too, be it the first one or one that the owner reset", async () => {
        const first = pool.running.users.find(({ username }) => username === "grace")!;
        const browser = pool.browser();
        const choose = await pool.signIn(browser, "grace", first.temporaryPassword);
        const page = await browser.submit(choose, { new_password: NEW_PASSWORD, confirm_password: NEW_PASSWORD });
        assert.equal(browser.cookies.has("cognito"), false);
        const app = authenticator(secretOn(page));
        assert.match((await browser.submit(page, { code: app.code() })).location, /code=/);

        await ok(pool.api("AdminSetUserPassword", { Username: "grace", Password: "Temporary-pass-1", Permanent: false }));
        const later = pool.browser();
        const reset = await pool.signIn(later, "grace", "Temporary-pass-1");
        const asked = await later.submit(reset, { new_password: NEW_PASSWORD, confirm_password: NEW_PASSWORD });
        assert.match(asked.body, /Enter the code from your authenticator app/);
        assert.match((await later.submit(asked, { code: app.nextCode() })).location, /code=/);
    });

    it("belongs to the login that showed the secret: another's code does not end it, and the one that is overtaken is over", async () => {
        await pool.user("eve");
        const [first, second] = [await begin(pool, "eve"), await begin(pool, "eve")];
        assert.notEqual(first.secret, second.secret);
        const codeOfSecond = authenticator(second.secret).code();
        assert.equal((await first.browser.submit(first.page, { code: codeOfSecond })).status, 400);
        const codeOfFirst = authenticator(first.secret).code();
        assert.deepEqual(problemsOf(await second.browser.submit(second.page, { code: codeOfFirst })), [WRONG]);
        assert.match((await second.browser.submit(second.page, { code: codeOfSecond })).location, /code=/);
        assert.equal((await second.browser.submit(second.page, { code: codeOfSecond })).status, 400, "the step is over");
    });

    it("is not set up by guessing either", async () => {
        await pool.user("mallory");
        const { browser, page, secret } = await begin(pool, "mallory");
        const app = authenticator(secret);
        for (let i = 0; i < 5; i++) assert.deepEqual(problemsOf(await browser.submit(page, { code: app.wrongCode() })), [WRONG]);
        assert.deepEqual(problemsOf(await browser.submit(page, { code: app.code() })), [LOCKED]);
        pool.time.now += 1_001;
        assert.match((await browser.submit(page, { code: app.code() })).location, /code=/);
    });

    it("is set up anew once the owner has taken it away", async () => {
        await enrolled(pool, "frank");
        await ok(pool.api("AdminSetUserMFAPreference", { Username: "frank", SoftwareTokenMfaSettings: { Enabled: false } }));
        const { browser, page, secret } = await begin(pool, "frank");
        assert.match((await browser.submit(page, { code: authenticator(secret).code() })).location, /code=/);
    });
});
