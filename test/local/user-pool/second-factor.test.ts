import assert from "node:assert/strict";
import decodeQR from "qr/decode.js";
import type { AppClient } from "../../../local/user-pool/directory";
import { secondFactors } from "../../../local/user-pool/second-factor";
import { secretHash } from "../../../local/user-pool/secret-hash";
import { authenticator } from "../../support/authenticator";
import { problemsOf, unescapeHtml, type Browser, type Page } from "./support/browser";
import { declaredPool } from "./support/declared";
import { NEW_PASSWORD, ok, startTestPool, type TestPool } from "./support/pool";

const WRONG = "Invalid code received for user";
const USED = "Your software token has already been used once.";
const LOCKED = "Password attempts exceeded";

function secretOn(page: Page): string {
    const [, secret] = /<code id="secret">([A-Z2-7]+)<\/code>/.exec(page.body) ?? [];
    assert.ok(secret, `No secret on the page: ${page.body.slice(0, 1000)}`);
    return secret;
}

describe("a required second factor", function () {
    this.timeout(120_000);
    let pool: TestPool;
    before(async () => {
        pool = await startTestPool(
            declaredPool({ pool: { MfaConfiguration: "ON" }, client: { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] } }),
        );
    });
    after(() => pool.stop());

    /** A user who is at the page that shows a secret. */
    const begin = async (username: string): Promise<{ browser: Browser; page: Page; secret: string }> => {
        const browser = pool.browser();
        const page = await pool.signIn(browser, username, NEW_PASSWORD);
        return { browser, page, secret: secretOn(page) };
    };

    /** A user with an app, whose first code is used. */
    const enrolled = async (username: string) => {
        await pool.user(username);
        const { browser, page, secret } = await begin(username);
        const app = authenticator(secret);
        assert.match((await browser.submit(page, { code: app.code() })).location, /code=/);
        return app;
    };

    describe("on the pages", () => {
        it("is set up after the password: a wrong code is refused, the right one ends the login", async () => {
            await pool.user("ada");
            const { browser, page, secret } = await begin("ada");
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
            const { page, secret } = await begin("ada&lovelace");
            const uri = new URL(readQr(page));
            assert.equal(uri.protocol, "otpauth:");
            assert.equal(uri.host, "totp");
            assert.equal(decodeURIComponent(uri.pathname), "/app-login:ada&lovelace");
            assert.deepEqual(Object.fromEntries(uri.searchParams), { secret, issuer: "app-login" });
        });

        it("is asked for at the next login, where the code that set it up is used, and so is each that was right", async () => {
            const app = await enrolled("bob");
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
            const app = await enrolled("racer");
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
            const app = await enrolled("carol");
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
            const app = await enrolled("mallet");
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
            await enrolled("dave");
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
            const [first, second] = [await begin("eve"), await begin("eve")];
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
            const { browser, page, secret } = await begin("mallory");
            const app = authenticator(secret);
            for (let i = 0; i < 5; i++) assert.deepEqual(problemsOf(await browser.submit(page, { code: app.wrongCode() })), [WRONG]);
            assert.deepEqual(problemsOf(await browser.submit(page, { code: app.code() })), [LOCKED]);
            pool.time.now += 1_001;
            assert.match((await browser.submit(page, { code: app.code() })).location, /code=/);
        });

        it("is set up anew once the owner has taken it away", async () => {
            await enrolled("frank");
            await ok(pool.api("AdminSetUserMFAPreference", { Username: "frank", SoftwareTokenMfaSettings: { Enabled: false } }));
            const { browser, page, secret } = await begin("frank");
            assert.match((await browser.submit(page, { code: authenticator(secret).code() })).location, /code=/);
        });
    });

    describe("through the API", () => {
        const hash = (username: string) => secretHash(pool.idp as unknown as AppClient, username);
        const initiate = (username: string) =>
            pool.api(
                "InitiateAuth",
                {
                    ClientId: pool.idp.clientId,
                    AuthFlow: "USER_PASSWORD_AUTH",
                    AuthParameters: { USERNAME: username, PASSWORD: NEW_PASSWORD, ...hash(username) },
                },
                false,
            );
        const respond = (username: string, ChallengeName: string, Session: unknown, responses: Record<string, string> = {}) =>
            pool.api(
                "RespondToAuthChallenge",
                {
                    ClientId: pool.idp.clientId,
                    ChallengeName,
                    Session,
                    ChallengeResponses: { USERNAME: username, ...hash(username), ...responses },
                },
                false,
            );
        const answer = async (call: Promise<{ body: Record<string, unknown> }>): Promise<unknown> => {
            const { body } = await call;
            assert.equal(body.AuthenticationResult, undefined);
            return body.__type;
        };

        it("is set up in the session of the sign-in, and no tokens come before", async () => {
            await pool.user("heidi");
            const { body } = await initiate("heidi");
            assert.deepEqual([body.ChallengeName, body.AuthenticationResult], ["MFA_SETUP", undefined]);
            assert.deepEqual(body.ChallengeParameters, { USER_ID_FOR_SRP: "heidi", MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' });
            assert.equal(await answer(respond("heidi", "MFA_SETUP", body.Session)), "NotAuthorizedException", "nothing is set up");
            const shown = await ok(pool.api("AssociateSoftwareToken", { Session: body.Session }, false));
            assert.equal(await answer(respond("heidi", "MFA_SETUP", shown.Session)), "NotAuthorizedException", "nothing is verified");
            const app = authenticator(String(shown.SecretCode));
            const verify = (UserCode: string, Session = shown.Session) => pool.api("VerifySoftwareToken", { Session, UserCode }, false);
            assert.equal(await answer(verify(app.wrongCode())), "EnableSoftwareTokenMFAException");
            assert.equal(await answer(verify(app.code(), "made-up")), "NotAuthorizedException");
            const verified = await ok(verify(app.code()));
            assert.equal(verified.Status, "SUCCESS");
            assert.equal(await answer(respond("bob", "MFA_SETUP", verified.Session)), "NotAuthorizedException", "another's session");
            const { AuthenticationResult } = await ok(respond("heidi", "MFA_SETUP", verified.Session));
            assert.ok(AuthenticationResult);
            assert.equal(await answer(respond("heidi", "MFA_SETUP", verified.Session)), "NotAuthorizedException", "a session is used once");

            const { body: next } = await initiate("heidi");
            assert.equal(next.ChallengeName, "SOFTWARE_TOKEN_MFA");
            const code = (value: string, Session = next.Session) =>
                respond("heidi", "SOFTWARE_TOKEN_MFA", Session, { SOFTWARE_TOKEN_MFA_CODE: value });
            assert.equal(await answer(code(app.code())), "ExpiredCodeException", "it verified the app");
            assert.equal(await answer(code(app.wrongCode())), "CodeMismatchException");
            assert.equal(await answer(respond("heidi", "MFA_SETUP", next.Session)), "NotAuthorizedException", "another challenge");
            assert.equal(await answer(respond("heidi", "SMS_MFA", next.Session, { SMS_MFA_CODE: "000000" })), "NotAuthorizedException");
            assert.ok((await ok(code(app.nextCode()))).AuthenticationResult);
            assert.equal(await answer(code(app.nextCode())), "NotAuthorizedException", "a session is used once");
            const { body: third } = await initiate("heidi");
            assert.equal(await answer(code(app.nextCode(), third.Session)), "ExpiredCodeException");
        });

        it("counts wrong codes together with the pages, and looks at none during a lockout", async () => {
            const app = await enrolled("ivan");
            for (let i = 0; i < 5; i++) {
                const { body } = await initiate("ivan");
                const wrong = respond("ivan", "SOFTWARE_TOKEN_MFA", body.Session, { SOFTWARE_TOKEN_MFA_CODE: app.wrongCode() });
                assert.equal(await answer(wrong), "CodeMismatchException");
            }
            const { body } = await initiate("ivan");
            const right = { SOFTWARE_TOKEN_MFA_CODE: app.nextCode() };
            assert.equal((await respond("ivan", "SOFTWARE_TOKEN_MFA", body.Session, right)).body.message, LOCKED);
            const browser = pool.browser();
            const page = await pool.signIn(browser, "ivan", NEW_PASSWORD);
            assert.deepEqual(problemsOf(await browser.submit(page, { code: app.nextCode() })), [LOCKED]);
            pool.time.now += 1_001;
            assert.ok((await ok(respond("ivan", "SOFTWARE_TOKEN_MFA", body.Session, right))).AuthenticationResult);
        });

        it("cannot be turned on without an app, where any code would be right", async () => {
            await pool.user("judy");
            for (const settings of [
                { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } },
                { SMSMfaSettings: { Enabled: true } },
            ]) {
                assert.equal(
                    await answer(pool.api("AdminSetUserMFAPreference", { Username: "judy", ...settings })),
                    "InvalidParameterException",
                );
            }
            const { body } = await initiate("judy");
            assert.equal(body.ChallengeName, "MFA_SETUP");
        });

        it("of an account that was deleted is not that of a new one with its name", async () => {
            await enrolled("kim");
            await ok(pool.api("AdminDeleteUser", { Username: "kim" }));
            await pool.user("kim");
            assert.equal((await initiate("kim")).body.ChallengeName, "MFA_SETUP");
            const turnOn = pool.api("AdminSetUserMFAPreference", { Username: "kim", SoftwareTokenMfaSettings: { Enabled: true } });
            assert.equal(await answer(turnOn), "InvalidParameterException");
        });
    });
});

describe("a code", () => {
    const user = (sub: string) => ({ username: "ada", enabled: true, status: "CONFIRMED", attributes: { sub }, mfa: [], created: 0 });

    it("is taken once for each user, until no clock would take it any more", () => {
        let now = 0;
        const factors = secondFactors(() => now);
        assert.ok(factors.take(user("1"), "123456"));
        assert.ok(!factors.take(user("1"), "123456"));
        assert.ok(factors.take(user("2"), "123456"));
        factors.giveBack(user("1"), "123456");
        assert.ok(factors.take(user("1"), "123456"), "it was wrong, and may become right");
        now += 89_999;
        assert.ok(!factors.take(user("1"), "123456"));
        now += 1;
        assert.ok(factors.take(user("1"), "123456"));
    });
});

/** What an authenticator app reads from the page's picture. */
function readQr(page: Page): string {
    const [, size = "", path = ""] = /<svg viewBox="0 0 (\d+) \d+"[^>]*><path d="([^"]*)"/.exec(unescapeHtml(page.body)) ?? [];
    return decodeQR(draw(Number(size), path));
}

/** The picture of a path whose every square is one pixel: black on white, four bytes a pixel, each square drawn eight times as large. */
function draw(size: number, path: string): { width: number; height: number; data: Uint8Array } {
    const scale = 8;
    const width = size * scale;
    const data = new Uint8Array(width * width * 4).fill(255);
    let [x, y] = [0, 0];
    for (const [, command = "", rest = ""] of path.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
        const [a = 0, b = 0] = (rest.match(/-?\d+/g) ?? []).map(Number);
        if (command === "M") [x, y] = [a, b];
        if (command === "m") [x, y] = [x + a, y + b];
        if (command !== "h" || a !== 1) continue;
        for (let row = y * scale; row < (y + 1) * scale; row++) {
            for (let column = x * scale; column < (x + 1) * scale; column++) data.set([0, 0, 0, 255], (row * width + column) * 4);
        }
    }
    return { width, height: width, data };
}
