import type { Page } from "playwright-core";

/** Fills in the login page and sends it. */
export async function signIn(page: Page, username: string, password: string): Promise<void> {
    await page.locator("input[name=username]:visible").fill(username);
    await page.locator("input[name=password]:visible").fill(password);
    await page.locator("[type=submit]:visible").click();
}

/** Fills in the page that asks for a password of one's own, and for a nickname where the pool wants one. */
export async function choosePassword(page: Page, password: string, nickname?: string): Promise<void> {
    await page.locator("input[name=new_password]").fill(password);
    await page.locator("input[name=confirm_password]").fill(password);
    if (nickname !== undefined) {
        await page.locator("input[name='requiredAttributes[nickname]']").fill(nickname);
    }
    await page.locator("[type=submit]:visible").click();
}
