import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { withLocalPort } from "../../../local/user-pool/local-urls";
import { describePolicy, passwordPolicy, passwordProblems, temporaryPassword } from "../../../local/user-pool/password-policy";
import { signInAttempts } from "../../../local/user-pool/sign-in-attempts";
import { authenticator } from "../../support/authenticator";
import { problemsOf } from "./support/browser";
import { declaredPool } from "./support/declared";
import { NEW_PASSWORD, ok, startTestPool } from "./support/pool";

const policies = fc.record({
    MinimumLength: fc.integer({ min: 6, max: 99 }),
    RequireLowercase: fc.boolean(),
    RequireUppercase: fc.boolean(),
    RequireNumbers: fc.boolean(),
    RequireSymbols: fc.boolean(),
});

describe("the password policy", () => {
    it("is satisfied by every temporary password that is made for it", () => {
        fc.assert(
            fc.property(policies, (declared) => {
                const policy = passwordPolicy({ Policies: { PasswordPolicy: declared } });
                assert.deepEqual(passwordProblems(policy, temporaryPassword(policy)), []);
            }),
        );
    });

    it("finds each kind of character that is missing, and says so on the page", () => {
        const policy = passwordPolicy({});
        const without: [string, string][] = [
            ["ABCDEFG1-", "lowercase"],
            ["abcdefg1-", "uppercase"],
            ["Abcdefgh-", "numeric"],
            ["Abcdefgh1", "symbol"],
            ["Abcdef1", "long enough"],
            ["Abcdefg1- ", "space"],
        ];
        for (const [password, word] of without)
            assert.ok(
                passwordProblems(policy, password).some((problem) => problem.includes(word)),
                word,
            );
        for (const symbol of "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+=")
            assert.deepEqual(passwordProblems(policy, `Abcdefg1${symbol}`), [], symbol);
        assert.equal(describePolicy(policy).length, 5);
    });

    it("takes a member that a declared policy leaves out for off, as AWS does", async function () {
        this.timeout(120_000);
        const pool = await startTestPool(declaredPool({ pool: { Policies: { PasswordPolicy: { MinimumLength: 6 } }, Schema: [] } }));
        try {
            const browser = pool.browser();
            const page = await pool.signIn(browser, "demo", pool.running.users[0]?.temporaryPassword ?? "");
            const short = await browser.submit(page, { new_password: "five5", confirm_password: "five5" });
            assert.deepEqual(problemsOf(short), ["Password not long enough"]);
            assert.match((await browser.submit(page, { new_password: "simple", confirm_password: "simple" })).location, /code=/);
        } finally {
            await pool.stop();
        }
    });
});

describe("withLocalPort", () => {
    it("puts the port into https URLs under .localhost, and changes nothing else", () => {
        const cases: [string, string][] = [
            ["https://a.example.localhost/oauth2/idpresponse", "https://a.example.localhost:8443/oauth2/idpresponse"],
            ["https://a.localhost", "https://a.localhost:8443"],
            ["https://a.localhost?x=y", "https://a.localhost:8443?x=y"],
            ["https://A.LOCALHOST/%7e/../b", "https://A.LOCALHOST:8443/%7e/../b"],
            ["https://a.localhost:9000/x", "https://a.localhost:9000/x"],
            ["http://a.localhost/x", "http://a.localhost/x"],
            ["https://a.example.com/x", "https://a.example.com/x"],
            ["https://a.localhost.example.com/x", "https://a.localhost.example.com/x"],
            ["https://a@b.localhost/x", "https://a@b.localhost/x"],
        ];
        for (const [url, expected] of cases) assert.equal(withLocalPort(url, 8443), expected);
        assert.equal(withLocalPort("https://a.localhost/x", 443), "https://a.localhost/x");
    });
});

describe("lockouts", () => {
    it("double from one second after the fifth failure, up to 15 minutes, and are forgotten after as long", () => {
        let now = 0;
        const attempts = signInAttempts(() => now);
        const lockoutAfterFailure = (): number => {
            attempts.failed("Ada");
            const start = now;
            while (attempts.locked("ada")) now += 500;
            return now - start;
        };
        const lockouts = Array.from({ length: 16 }, lockoutAfterFailure);
        assert.deepEqual(lockouts.slice(0, 8), [0, 0, 0, 0, 1_000, 2_000, 4_000, 8_000]);
        assert.deepEqual(lockouts.slice(-1), [15 * 60_000]);
        now += 15 * 60_000;
        assert.equal(lockoutAfterFailure(), 0);
    });

    it("are pushed out by no number of other names, and neither are the failures before them", () => {
        let now = 0;
        const attempts = signInAttempts(() => now);
        for (let i = 0; i < 10; i++) attempts.failed("ada");
        for (let i = 0; i < 4; i++) attempts.failed("grace");
        for (let i = 0; i < 20_000; i++) attempts.failed(`other-${i}`);
        assert.equal(attempts.locked("ada"), true);
        attempts.failed("grace");
        assert.equal(attempts.locked("grace"), true);
        now += 15 * 60_000;
        assert.equal(attempts.locked("ada"), false);
    });
});

describe("declared settings", function () {
    this.timeout(120_000);

    it("MfaConfiguration OPTIONAL: who enrolled an authenticator app is asked for its code, others are not", async () => {
        const scopes = ["openid", "aws.cognito.signin.user.admin"];
        const pool = await startTestPool(declaredPool({ client: { AllowedOAuthScopes: scopes } }));
        try {
            const scope = { scope: scopes.join(" ") };
            await pool.user("ada");
            const code = new URL((await pool.signIn(pool.browser(), "ada", NEW_PASSWORD, scope)).location).searchParams.get("code") ?? "";
            const redirect_uri = "https://app.example.localhost:8443/oauth2/idpresponse";
            const { body } = await pool.post("/oauth2/token", { grant_type: "authorization_code", code, redirect_uri });
            const AccessToken = body.access_token;
            const { SecretCode } = await ok(pool.api("AssociateSoftwareToken", { AccessToken }, false));
            await ok(pool.api("VerifySoftwareToken", { AccessToken, UserCode: authenticator(String(SecretCode)).code() }, false));

            const browser = pool.browser();
            const page = await pool.signIn(browser, "ada", NEW_PASSWORD, scope);
            assert.match(page.body, /authenticator app/);
            assert.equal(browser.cookies.has("cognito"), false, "half a login is no session");
            const right = authenticator(String(SecretCode)).nextCode();
            const wrong = authenticator(String(SecretCode)).wrongCode();
            const refused = await browser.submit(page, { code: wrong });
            assert.deepEqual(problemsOf(refused), ["Invalid code received for user"]);
            for (let i = 0; i < 4; i++) await browser.submit(page, { code: wrong });
            const locked = await browser.submit(page, { code: right });
            assert.deepEqual(problemsOf(locked), ["Password attempts exceeded"], "wrong codes lock out like wrong passwords");
            pool.time.now += 1_001;
            const done = await browser.submit(refused, { code: right });
            assert.match(done.location, /code=/);
            assert.ok(browser.cookies.has("cognito"));
            assert.equal((await browser.submit(refused, { code: right })).status, 400, "the step is over");
        } finally {
            await pool.stop();
        }
    });

    it("UsernameConfiguration CaseSensitive false: a name may be typed in any case", async () => {
        const pool = await startTestPool(declaredPool({ pool: { UsernameConfiguration: { CaseSensitive: false } } }));
        const strict = await startTestPool();
        try {
            await pool.user("Ada");
            await strict.user("Ada");
            for (const name of ["ada", "ADA@example.com"]) {
                assert.match((await pool.signIn(pool.browser(), name, NEW_PASSWORD)).location, /code=/, name);
                assert.equal((await strict.signIn(strict.browser(), name, NEW_PASSWORD)).location, "", name);
            }
        } finally {
            await pool.stop();
            await strict.stop();
        }
    });

    it("PreventUserExistenceErrors LEGACY, EnableTokenRevocation false, ReadAttributes: as declared", async () => {
        const client = { PreventUserExistenceErrors: "LEGACY", EnableTokenRevocation: false, ReadAttributes: ["email"] };
        const pool = await startTestPool(declaredPool({ client }));
        try {
            assert.deepEqual(problemsOf(await pool.signIn(pool.browser(), "nobody", NEW_PASSWORD)), ["User does not exist."]);
            const tokens = await pool.tokens("ada");
            assert.equal((await pool.post("/oauth2/revoke", { token: tokens.refresh_token ?? "" })).body.error, "invalid_request");
            const info = await fetch(pool.idp.userInfoEndpoint, { headers: { authorization: `Bearer ${tokens.access_token ?? ""}` } });
            assert.deepEqual(Object.keys((await info.json()) as object).sort(), ["email", "sub", "username"]);
        } finally {
            await pool.stop();
        }
    });

    it("AllowAdminCreateUserOnly false: people may sign up through the API", async () => {
        const pool = await startTestPool(declaredPool({ pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } } }));
        try {
            const hash = createHmac("sha256", pool.idp.clientSecret).update(`eve${pool.idp.clientId}`).digest("base64");
            const input = { ClientId: pool.idp.clientId, Username: "eve", Password: NEW_PASSWORD, SecretHash: hash };
            assert.equal((await pool.api("SignUp", input, false)).status, 200);
            assert.deepEqual(problemsOf(await pool.signIn(pool.browser(), "eve", NEW_PASSWORD)), ["User is not confirmed."]);
        } finally {
            await pool.stop();
        }
    });
});
