import assert from "node:assert/strict";
import { decodeJwt } from "jose";
import { unescapeHtml, type Browser } from "./support/browser";
import { people, poolOf } from "./support/federated-pool";
import { startOidcServer, type OidcServer } from "./support/oidc-provider";
import { LOCAL_CALLBACK, NEW_PASSWORD, startTestPool, type TestPool } from "./support/pool";

const ada = { sub: "ada-1", email: "ada@example.com", email_verified: true, name: "Ada" };

describe("sign-in through another identity provider", function () {
    this.timeout(60_000);
    let oidc: OidcServer;
    let pool: TestPool;
    const lines: string[] = [];
    // A list that a test can change, as a deployment does.
    const environment: Record<string, string> = { ...people(["example.com"]).environment };
    before(async () => {
        oidc = await startOidcServer();
        const lambda = { ...people([]), environment };
        pool = await startTestPool(poolOf(oidc.issuer, lambda), { providerCa: oidc.ca, log: (line) => void lines.push(line) });
        await oidc.register(`${pool.running.loginUrl}/oauth2/idpresponse`);
    });
    after(async () => {
        await pool.stop();
        await oidc.close();
    });
    beforeEach(() => {
        Object.assign(environment, people(["example.com"]).environment);
        Object.assign(oidc, { account: ada, tamper: undefined, forges: false });
    });

    /** Signs in at the provider; answers with where the app is sent, and with what came back from the provider. */
    async function signIn(user: Browser = pool.browser()): Promise<{ app: URL; returned: string; user: Browser }> {
        const { location } = await user.open(pool.authorizeUrl({ identity_provider: "Company", nonce: "of the app" }));
        const returned = await oidc.visit(location);
        assert.ok(returned.startsWith(`${pool.running.loginUrl}/oauth2/idpresponse?`), returned);
        const page = await user.open(returned);
        return { app: new URL(page.location === "" ? "about:blank" : page.location), returned, user };
    }

    async function tokens(app: URL): Promise<{ status: number; body: Record<string, unknown> }> {
        const code = app.searchParams.get("code") ?? "";
        return pool.post("/oauth2/token", { grant_type: "authorization_code", code, redirect_uri: LOCAL_CALLBACK });
    }

    function errorOf(app: URL): string {
        assert.equal(app.searchParams.get("code"), null);
        assert.equal(app.searchParams.get("state"), "s t&te");
        return app.searchParams.get("error_description") ?? "";
    }

    const notAllowed = "PreSignUp failed with error You may not use this app. Ask its owner to allow your address..";

    it("is offered on the login page, beside the pool's own", async () => {
        const page = await pool.browser().open(pool.authorizeUrl());
        const [, link = ""] = /<a class="provider" href="([^"]+)">Continue with Company<\/a>/.exec(page.body) ?? [];
        const { status, location } = await pool.browser().open(unescapeHtml(link));
        assert.equal(status, 302);
        const asked = new URL(location);
        assert.equal(asked.origin, oidc.issuer);
        assert.equal(asked.searchParams.get("scope"), "openid email profile");
        assert.equal(asked.searchParams.get("redirect_uri"), `${pool.running.loginUrl}/oauth2/idpresponse`);
        assert.match(page.body, /<input id="password"/);
    });

    it("lets an allowed address in, as a user of the provider's with the mapped attributes", async () => {
        const { app } = await signIn();
        assert.equal(app.searchParams.get("state"), "s t&te");
        const { status, body } = await tokens(app);
        assert.equal(status, 200, JSON.stringify(body));
        const id = decodeJwt(String(body["id_token"]));
        assert.equal(id["cognito:username"], "Company_ada-1");
        assert.equal(id["email"], "ada@example.com");
        assert.equal(id["nonce"], "of the app");
        const answer = await fetch(pool.idp.userInfoEndpoint, { headers: { authorization: `Bearer ${String(body["access_token"])}` } });
        const info = (await answer.json()) as Record<string, unknown>;
        assert.equal(info["nickname"], "Ada");
        assert.equal(String(info["email_verified"]), "true");
        const { body: user } = await pool.api("AdminGetUser", { Username: "Company_ada-1" });
        assert.equal(user["UserStatus"], "EXTERNAL_PROVIDER");
        // The ID token of the provider is checked; the one of the pool is the pool's own.
        assert.equal((await tokens(app)).status, 400, "the code is good once");
    });

    it("renews tokens as long as the address is on the list, and no longer", async () => {
        const { body } = await tokens((await signIn()).app);
        const renew = () => pool.post("/oauth2/token", { grant_type: "refresh_token", refresh_token: String(body["refresh_token"]) });
        assert.equal((await renew()).status, 200);
        environment["ALLOWED_PEOPLE"] = '["grace@example.com"]';
        const { status, body: refused } = await renew();
        assert.equal(status, 400);
        assert.match(String(refused["error_description"]), /^PreTokenGeneration failed with error You may not use this app/);
    });

    it("refuses whoever was taken off the list at the next sign-in", async () => {
        assert.equal((await tokens((await signIn()).app)).status, 200);
        environment["ALLOWED_PEOPLE"] = '["example.org"]';
        const { app } = await signIn();
        const { status, body } = await tokens(app);
        assert.equal(status, 400);
        assert.equal(body["id_token"], undefined);
    });

    it("updates the attributes at each sign-in, and asks about the new address", async () => {
        oidc.account = { ...ada, sub: "mover" };
        assert.equal((await tokens((await signIn()).app)).status, 200);
        oidc.account = { ...ada, sub: "mover", email: "ada@evil.com" };
        assert.equal((await tokens((await signIn()).app)).status, 400);
        oidc.account = { ...ada, sub: "mover", email_verified: undefined };
        assert.equal((await tokens((await signIn()).app)).status, 400);
    });

    const strangers: Readonly<Record<string, object>> = {
        "a stranger": { email: "eve@evil.com" },
        "an address below an allowed domain": { email: "eve@sub.example.com" },
        "an unverified address": { email_verified: false },
        "an address that nobody says is verified": { email_verified: undefined },
        "no address": { email: undefined },
        "two addresses": { email: "eve@evil.com@example.com" },
    };
    for (const [what, claims] of Object.entries(strangers)) {
        it(`refuses ${what}, and makes no account`, async () => {
            oidc.account = { ...ada, sub: "stranger", ...claims };
            assert.equal(errorOf((await signIn()).app), notAllowed);
            assert.equal((await pool.api("AdminGetUser", { Username: "Company_stranger" })).body["__type"], "UserNotFoundException");
        });
    }

    it("refuses everybody where the function has no list", async () => {
        Reflect.deleteProperty(environment, "ALLOWED_PEOPLE");
        oidc.account = { ...ada, sub: "no-list" };
        assert.equal(errorOf((await signIn()).app), notAllowed);
    });

    it("refuses somebody without an attribute that the pool requires", async () => {
        oidc.account = { ...ada, sub: "nameless", name: undefined };
        assert.equal(errorOf((await signIn()).app), "attributes required: [nickname]");
    });

    const tampered: Readonly<Record<string, (claims: Record<string, unknown>) => Record<string, unknown>>> = {
        "of another issuer": (claims) => ({ ...claims, iss: "https://evil.example.com" }),
        "for another client": (claims) => ({ ...claims, aud: "another" }),
        "with another nonce": (claims) => ({ ...claims, nonce: "another" }),
        "without the nonce": (claims) => ({ ...claims, nonce: undefined }),
        "that has expired": (claims) => ({ ...claims, exp: 1 }),
        "of another person than userInfo's": (claims) => ({ ...claims, sub: "somebody-else" }),
    };
    for (const [what, tamper] of Object.entries(tampered)) {
        it(`refuses an ID token ${what}`, async () => {
            oidc.account = { ...ada, sub: "tampered" };
            oidc.tamper = tamper;
            assert.equal(errorOf((await signIn()).app), "Company did not say who signed in");
            assert.equal((await pool.api("AdminGetUser", { Username: "Company_tampered" })).body["__type"], "UserNotFoundException");
        });
    }

    it("refuses an ID token that somebody else signed", async () => {
        oidc.forges = true;
        assert.equal(errorOf((await signIn()).app), "Company did not say who signed in");
    });

    it("takes no answer twice, nor in another browser, nor for a state that it did not make", async () => {
        const { returned, user } = await signIn();
        assert.equal((await user.open(returned)).status, 400);
        const first = pool.browser();
        const { location } = await first.open(pool.authorizeUrl({ identity_provider: "Company" }));
        const stolen = await oidc.visit(location);
        assert.equal((await pool.browser().open(stolen)).status, 400);
        const forged = new URL(returned);
        forged.searchParams.set("state", "made-up");
        assert.equal((await user.open(forged.href)).status, 400);
    });

    it("takes no code of the provider's that belongs to another sign-in", async () => {
        const user = pool.browser();
        const other = new URL(await oidc.visit((await pool.browser().open(pool.authorizeUrl({ identity_provider: "Company" }))).location));
        const own = new URL(await oidc.visit((await user.open(pool.authorizeUrl({ identity_provider: "Company" }))).location));
        own.searchParams.set("code", other.searchParams.get("code") ?? "");
        assert.equal(errorOf(new URL((await user.open(own.href)).location)), "Company did not say who signed in");
    });

    it("gives a sign-in five minutes", async () => {
        const user = pool.browser();
        const returned = await oidc.visit((await user.open(pool.authorizeUrl({ identity_provider: "Company" }))).location);
        pool.time.now += 5 * 60_000;
        assert.equal((await user.open(returned)).status, 400);
        pool.time.now = Date.now();
    });

    it("lets the browser's session sign in again, until the user is disabled", async () => {
        const { user } = await signIn();
        const again = new URL((await user.open(pool.authorizeUrl())).location);
        assert.equal((await tokens(again)).status, 200);
        await pool.api("AdminDisableUser", { Username: "Company_ada-1" });
        assert.equal((await user.open(pool.authorizeUrl())).status, 200, "the login page");
        assert.equal(errorOf((await signIn()).app), "User is disabled.");
        await pool.api("AdminEnableUser", { Username: "Company_ada-1" });
    });

    it("has no password, and none to forget", async () => {
        await signIn();
        for (const password of ["", NEW_PASSWORD]) {
            const page = await pool.signIn(pool.browser(), "Company_ada-1", password);
            assert.equal(page.status, 200, "the login page again");
        }
        const { body } = await pool.api("AdminResetUserPassword", { Username: "Company_ada-1" });
        assert.equal(body["__type"], "NotAuthorizedException");
    });

    it("is not the owner's: whoever the owner adds signs in as before, on the list or not", async () => {
        environment["ALLOWED_PEOPLE"] = '["nobody@example.org"]';
        const { id_token } = await pool.tokens("eve");
        assert.equal(decodeJwt(id_token ?? "")["cognito:username"], "eve");
    });

    it("tells its log who was refused, without the address", () => {
        const refusals = lines.filter((line) => line.includes('"refused"'));
        assert.ok(refusals.length > 5);
        assert.doesNotMatch(refusals.join(), /evil\.com|@/);
    });
});
