import assert from "node:assert/strict";
import { authenticator } from "../../../support/authenticator";
import type { Browser, Page } from "./browser";
import { declaredPool } from "./declared";
import { NEW_PASSWORD, startTestPool, type TestPool } from "./pool";

export const WRONG = "Invalid code received for user";
export const USED = "Your software token has already been used once.";
export const LOCKED = "Password attempts exceeded";

export function secretOn(page: Page): string {
    const [, secret] = /<code id="secret">([A-Z2-7]+)<\/code>/.exec(page.body) ?? [];
    assert.ok(secret, `No secret on the page: ${page.body.slice(0, 1000)}`);
    return secret;
}

/** A pool that asks everybody for a second factor. */
export function startStrictPool(): Promise<TestPool> {
    return startTestPool(declaredPool({ pool: { MfaConfiguration: "ON" }, client: { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] } }));
}

/** A user who is at the page that shows a secret. */
export async function begin(pool: TestPool, username: string): Promise<{ browser: Browser; page: Page; secret: string }> {
    const browser = pool.browser();
    const page = await pool.signIn(browser, username, NEW_PASSWORD);
    return { browser, page, secret: secretOn(page) };
}

/** A user with an app, whose first code is used. */
export async function enrolled(pool: TestPool, username: string): Promise<ReturnType<typeof authenticator>> {
    await pool.user(username);
    const { browser, page, secret } = await begin(pool, username);
    const app = authenticator(secret);
    assert.match((await browser.submit(page, { code: app.code() })).location, /code=/);
    return app;
}
