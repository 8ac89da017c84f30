import assert from "node:assert/strict";
import type { AppClient } from "../../../local/user-pool/directory";
import { secretHash } from "../../../local/user-pool/secret-hash";
import { authenticator } from "../../support/authenticator";
import { problemsOf } from "./support/browser";
import { NEW_PASSWORD, ok, type TestPool } from "./support/pool";
import { enrolled, LOCKED, startStrictPool } from "./support/second-factor";

describe("a required second factor through the API", function () {
    this.timeout(120_000);
    let pool: TestPool;
    before(async () => {
        pool = await startStrictPool();
    });
    after(() => pool.stop());

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
        const app = await enrolled(pool, "ivan");
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
        await enrolled(pool, "kim");
        await ok(pool.api("AdminDeleteUser", { Username: "kim" }));
        await pool.user("kim");
        assert.equal((await initiate("kim")).body.ChallengeName, "MFA_SETUP");
        const turnOn = pool.api("AdminSetUserMFAPreference", { Username: "kim", SoftwareTokenMfaSettings: { Enabled: true } });
        assert.equal(await answer(turnOn), "InvalidParameterException");
    });
});
