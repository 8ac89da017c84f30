import assert from "node:assert/strict";

import { Browser, sendRaw } from "../../../harness/load-balancer/browser";
import { authenticate, forwardAction, rule } from "../../../harness/load-balancer/model";
import type { ListenerRule } from "../../../local/model";
import { withOtherCharacter } from "../../support/other-character";
import { appRules, logIn, startFixture, type Fixture } from "./support/balancer";

const cookie = "AWSELBAuthSessionCookie-0";

describe("load balancer: session", () => {
    let fixture: Fixture;
    beforeEach(async () => (fixture = await startFixture()));
    afterEach(() => fixture.close());

    /** 302 to the login, and 401 for a background request. */
    async function assertLoggedOut(browser: Browser): Promise<void> {
        assert.equal((await browser.get("/_stcore/stream")).status, 401);
        assert.equal((await browser.get("/")).status, 302);
        assert.equal(fixture.targets.flatMap((target) => target.seen).length, 0);
    }

    it("does not accept a cookie with any one character changed", async () => {
        const browser = await fixture.loggedIn();
        const value = browser.cookies.get(cookie) ?? "";
        for (const at of [0, 20, Math.floor(value.length / 2), value.length - 2]) {
            browser.cookies.set(cookie, withOtherCharacter(value, at));
            await assertLoggedOut(browser);
        }
        browser.cookies.set(cookie, `${value}=`);
        await assertLoggedOut(browser);
    });

    /** Statuses of requests that come one after the other on one connection. */
    async function askOnOneConnection(requests: readonly (readonly [path: string, cookies: string])[]): Promise<string[]> {
        const heads = requests.map(
            ([path, cookies]) => `GET ${path} HTTP/1.1\r\nHost: app.localhost:${fixture.port}\r\nCookie: ${cookies}\r\n`,
        );
        const answered = await sendRaw(fixture.port, `${heads.join("\r\n")}Connection: close\r\n\r\n`);
        return [...answered.matchAll(/^HTTP\/1.1 (\d+)/gm)].map(([, status = ""]) => status);
    }

    // What the load balancer remembers of a connection must never answer for other cookies than the request's own.
    it("is each request's own where several people share a connection", async () => {
        const one = await fixture.loggedIn();
        const ofOne = fixture.provider.accessToken;
        const two = await fixture.loggedIn();
        const ofTwo = fixture.provider.accessToken;
        const tampered = one.cookieHeader.replace(`${cookie}=`, `${cookie}=A`);
        const sent = [one.cookieHeader, "", two.cookieHeader, two.cookieHeader, tampered, one.cookieHeader, `${two.cookieHeader}; a=b`];
        const statuses = await askOnOneConnection(sent.map((cookies) => ["/", cookies]));
        assert.deepEqual(statuses, ["200", "302", "200", "200", "302", "200", "200"]);
        const tokens = fixture.targets.flatMap(({ seen }) => seen).map(({ headers }) => headers["x-amzn-oidc-accesstoken"]);
        assert.deepEqual(tokens, [ofOne, ofTwo, ofTwo, ofOne, ofTwo]);
    });

    it("counts for its own rule's cookie name where rules share a connection", async () => {
        await fixture.close();
        const other = authenticate({ onUnauthenticatedRequest: "deny", sessionCookieName: "Other" });
        fixture = await startFixture({ rules: [rule(1, [{ type: "path-pattern", values: ["/n"] }], other, forwardAction), ...appRules] });
        const { cookieHeader } = await fixture.loggedIn();
        const statuses = await askOnOneConnection(["/", "/n", "/"].map((path) => [path, cookieHeader]));
        assert.deepEqual(statuses, ["200", "401", "200"]);
    });

    it("does not accept a cookie of another load balancer", async () => {
        const other = await startFixture();
        try {
            const foreign = await other.loggedIn();
            const browser = fixture.browser();
            browser.cookies.set(cookie, foreign.cookies.get(cookie) ?? "");
            await assertLoggedOut(browser);
        } finally {
            await other.close();
        }
    });

    it("does not accept the session of another client, or under another cookie name", async () => {
        await fixture.close();
        const other = (name: string, path: string, changes: Parameters<typeof authenticate>[0]): ListenerRule =>
            rule(
                path.length,
                [{ type: "path-pattern", values: [path] }],
                authenticate({ onUnauthenticatedRequest: "deny", ...changes }),
                forwardAction,
            );
        fixture = await startFixture({ rules: [other("name", "/n", { sessionCookieName: "Other" }), ...appRules] });
        const browser = await fixture.loggedIn();
        const value = browser.cookies.get(cookie) ?? "";
        browser.cookies.set("Other-0", value);
        assert.equal((await browser.get("/n")).status, 401);
        Object.assign(fixture.provider.settings, { clientId: "client-2" });
        await assertLoggedOut(browser);
    });

    it("ends at the session timeout, however often it is used", async () => {
        await fixture.close();
        const short = (deny: "deny" | "authenticate") => authenticate({ sessionTimeout: 100, onUnauthenticatedRequest: deny });
        fixture = await startFixture({
            rules: [
                rule(1, [{ type: "path-pattern", values: ["/_stcore/*"] }], short("deny"), forwardAction),
                rule(2, [], short("authenticate"), forwardAction),
            ],
        });
        const browser = await fixture.loggedIn();
        fixture.advance(60);
        assert.equal((await browser.get("/")).status, 200);
        fixture.advance(41);
        fixture.targets[0]?.seen.splice(0);
        await assertLoggedOut(browser);
    });

    it("ends at the session timeout after the login, not after a refresh", async () => {
        await fixture.close();
        fixture = await startFixture({ rules: [rule(1, [], authenticate({ sessionTimeout: 7200 }), forwardAction)] });
        const browser = await fixture.loggedIn();
        fixture.advance(3601);
        assert.equal((await browser.get("/")).status, 200);
        assert.equal(fixture.provider.refreshes, 1);
        fixture.advance(3600);
        assert.equal((await browser.get("/")).status, 302);
    });

    it("keeps the cookie for 7 days whatever the session timeout", async () => {
        const browser = fixture.browser();
        const callback = fixture.provider.signIn((await browser.get("/")).headers.location ?? "");
        const [set = ""] = (await browser.get(`${callback.pathname}${callback.search}`)).setCookies;
        const days = (Date.parse(/Expires=([^;]+)/.exec(set)?.[1] ?? "") - Date.now()) / 86_400_000;
        assert.ok(days > 6.9 && days <= 7, set);
    });

    it("refreshes an expired access token, asks for the claims again and gives the browser the new session", async () => {
        const browser = await fixture.loggedIn();
        const before = browser.cookies.get(cookie);
        fixture.advance(3601);
        fixture.provider.claims = { sub: "user-1", email: "new@example.com" };
        const reply = await browser.get("/");
        assert.equal(reply.status, 200);
        assert.equal(fixture.provider.refreshes, 1);
        assert.notEqual(browser.cookies.get(cookie), before);
        const [, payload = ""] = (fixture.targets[0]?.seen[0]?.headers["x-amzn-oidc-data"] as string).split(".");
        assert.equal((JSON.parse(Buffer.from(payload, "base64").toString()) as { email: string }).email, "new@example.com");
        assert.equal(fixture.targets[0]?.seen[0]?.headers["x-amzn-oidc-accesstoken"], fixture.provider.accessToken);
        assert.equal((await browser.get("/")).status, 200);
        assert.equal(fixture.provider.refreshes, 1);
    });

    it("refreshes once for many requests with one expired token", async () => {
        const browser = await fixture.loggedIn();
        fixture.advance(3601);
        fixture.provider.delay = 50;
        const copies = Array.from({ length: 8 }, () => {
            const copy = new Browser(fixture.port);
            browser.cookies.forEach((value, name) => copy.cookies.set(name, value));
            return copy;
        });
        const statuses = await Promise.all(copies.map(async (copy) => (await copy.get("/_stcore/stream")).status));
        // One more that still has the old cookie, after the refresh.
        statuses.push((await browser.get("/_stcore/stream")).status);
        assert.deepEqual(new Set(statuses), new Set([200]));
        assert.equal(fixture.provider.refreshes, 1);
    });

    it("asks for a login again when the refresh fails", async () => {
        const browser = await fixture.loggedIn();
        fixture.advance(3601);
        fixture.provider.tokenError = { status: 400, body: { error: "invalid_grant" } };
        await assertLoggedOut(browser);
        fixture.provider.tokenError = undefined;
        fixture.provider.userInfoStatus = 500;
        await assertLoggedOut(browser);
    });

    it("keeps the session where the provider gives no lifetime", async () => {
        fixture.provider.expiresIn = undefined;
        const browser = await fixture.loggedIn();
        fixture.advance(86_400);
        assert.equal((await browser.get("/")).status, 200);
        assert.equal(fixture.provider.refreshes, 0);
    });

    it("removes the shards that a smaller session no longer needs", async () => {
        fixture.provider.claims = {
            sub: "user-1",
            text: Array.from({ length: 8000 }, () => String.fromCharCode(33 + Math.floor(Math.random() * 90))).join(""),
        };
        const browser = await fixture.loggedIn();
        assert.ok(browser.cookies.has("AWSELBAuthSessionCookie-1"));
        fixture.provider.claims = { sub: "user-1" };
        fixture.advance(3601);
        assert.equal((await browser.get("/")).status, 200);
        assert.ok(!browser.cookies.has("AWSELBAuthSessionCookie-1"));
        assert.equal((await browser.get("/")).status, 200);
    });

    it("lets the application's logout win over a refresh in the same response", async () => {
        const browser = await fixture.loggedIn();
        fixture.advance(3601);
        const target = fixture.targets[0];
        assert.ok(target);
        target.handle = (_, response) =>
            response.writeHead(302, { "Set-Cookie": `${cookie}=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; Secure; HttpOnly` }).end();
        await browser.get("/logout");
        assert.equal(fixture.provider.refreshes, 1);
        assert.ok(!browser.cookies.has(cookie));
    });

    it("adds SameSite=None for a CORS request", async () => {
        const browser = await fixture.loggedIn();
        fixture.advance(3601);
        const reply = await browser.get("/", { headers: { Origin: "https://other.example" } });
        assert.match(reply.setCookies[0] ?? "", /; SameSite=None$/);
        fixture.advance(3601);
        const same = await browser.get("/", { headers: { Origin: `https://app.localhost:${fixture.port}` } });
        assert.doesNotMatch(same.setCookies[0] ?? "SameSite", /SameSite/);
    });

    it("keeps users apart", async () => {
        await fixture.loggedIn();
        fixture.provider.claims = { sub: "user-1", email: "second@example.com" };
        const second = await logIn(fixture.browser(), fixture.provider);
        await second.get("/");
        const data = fixture.targets[0]?.seen.at(-1)?.headers["x-amzn-oidc-data"] as string;
        assert.match(Buffer.from(data.split(".")[1] ?? "", "base64").toString(), /second@example.com/);
    });
});
