import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { createUser } from "../../harness/cognito";
import { copyProject, type ProjectCopy } from "../../harness/project-copy";
import { startStack, type RunningStack } from "../../harness/running-stack";
import { closeVisitors, newVisitor, openChromium, screenshot } from "./support/chromium";
import { choosePassword, signIn } from "./support/login";

const password = "Correct-horse-7";
const plot = ".js-plotly-plot";

/** What a person sees who was handed an account, in the order of a first visit; each step starts where the one before ended. */
describe("a first visit", function () {
    this.timeout(180_000);
    let project: ProjectCopy;
    let stack: RunningStack;
    let browser: Browser;
    let visitor: BrowserContext;
    let page: Page;

    before(async () => {
        project = copyProject();
        [stack, browser] = await Promise.all([startStack(project.directory), openChromium()]);
        visitor = await newVisitor(browser);
        page = await visitor.newPage();
    });
    after(async () => {
        await closeVisitors();
        await (stack as RunningStack | undefined)?.stop();
        project.remove();
    });

    it("leads from the app's address to the login page", async () => {
        await page.goto(`${stack.outputs.url}/?from=mail`);
        assert.equal(new URL(page.url()).origin, stack.outputs.loginUrl);
        await screenshot(page, "1-login");
    });

    it("refuses a wrong password", async () => {
        await signIn(page, stack.user.username, "Wrong-password-1");
        await page.getByText("Incorrect username or password").waitFor();
        assert.equal(new URL(page.url()).origin, stack.outputs.loginUrl);
        await screenshot(page, "2-wrong-password");
    });

    it("asks for a password of one's own after the temporary one, by the pool's policy", async () => {
        await signIn(page, stack.user.username, stack.user.temporaryPassword);
        await choosePassword(page, "weak", "Demo");
        await page.getByText("Password must have uppercase characters").waitFor();
        await screenshot(page, "3-weak-password");
    });

    it("ends at the page that was asked for, with the plot", async () => {
        await choosePassword(page, password, "Demo");
        await page.locator(plot).waitFor();
        assert.equal(page.url(), `${stack.outputs.url}/?from=mail`);
        await screenshot(page, "4-app");
    });

    it("changes the plot over the websocket when another template is selected", async () => {
        // In the page's own language: the tests are compiled without the DOM's types.
        const svg = `document.querySelector("${plot} .main-svg")`;
        const background = `getComputedStyle(${svg}).background`;
        await page.locator(`${plot} .main-svg`).first().waitFor();
        const before = await page.evaluate<string>(background);
        await page.getByRole("combobox").click();
        await page.getByRole("option", { name: "plotly_dark" }).click();
        // Between the old plot and the new one there may be none.
        await page.waitForFunction(`${svg} !== null && ${background} !== ${JSON.stringify(before)}`);
        await screenshot(page, "5-another-template");
    });

    it("stays signed in when the page is loaded again", async () => {
        await page.reload();
        await page.locator(plot).waitFor();
        assert.equal(new URL(page.url()).origin, stack.outputs.url);
    });

    it("shows an edit of the app as soon as it is saved, as the sample's configuration asks for", async () => {
        const app = path.join(project.directory, "streamlit", "app.py");
        writeFileSync(app, readFileSync(app, "utf8").replace('st.title("Iris")', 'st.title("Edited just now")'));
        await page.getByRole("heading", { name: "Edited just now" }).waitFor();
    });

    it("lets in an account that the owner adds", async () => {
        await createUser(stack, { username: "ada", email: "ada@example.com", temporaryPassword: "Temporary-1" });
        const ada = await newVisitor(browser);
        const adasPage = await ada.newPage();
        await adasPage.goto(stack.outputs.url);
        // By address: the pool takes a verified one for the name.
        await signIn(adasPage, "ada@example.com", "Temporary-1");
        await choosePassword(adasPage, "Her-own-password-1", "Ada");
        await adasPage.locator(plot).waitFor();
        await ada.close();
    });
});
