import assert from "node:assert/strict";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { createMember } from "../../harness/cognito";
import { copyProject, type ProjectCopy } from "../../harness/project-copy";
import { startStack, type RunningStack } from "../../harness/running-stack";
import { addGroupApp, groupApp } from "../support/group-app";
import { closeVisitors, newVisitor, openChromium, screenshot } from "./support/chromium";
import { signInAtCompany, startCompany, type Company } from "./support/company";
import { signIn } from "./support/login";
import { followWebsockets, until, visit } from "./support/visit";

const password = "Correct-horse-7";

/** Two tasks and a page for one group: what people see of who they are, and that it is gone once they sign out. */
describe("a signed-in person", function () {
    this.timeout(180_000);
    let project: ProjectCopy;
    let company: Company;
    let stack: RunningStack;
    let browser: Browser;

    /** Waits for the login page, and that it asks for a password. */
    const login = async (page: Page): Promise<void> => {
        await page.waitForURL((url) => url.origin === stack.outputs.loginUrl);
        await page.locator("input[name=password]:visible").waitFor();
    };
    const heading = (page: Page, name: string) => page.getByRole("heading", { name });
    const toggle = (page: Page) => page.getByRole("button", { name: /^Signed in as/ });
    const signOut = async (page: Page): Promise<void> => {
        await toggle(page).click();
        await page.getByRole("button", { name: "Sign out" }).click();
        await page.waitForURL(`${stack.outputs.url}/signed-out`);
    };

    /**
     * Makes a page's timers stand still, as a hidden tab's, so that it asks about its session only when something makes it; the clock must be
     * installed.
     *
     * @returns lets it ask at all: what the timers still bring forward gets no answer
     */
    const stopTimers = async (page: Page): Promise<() => Promise<void>> => {
        await toggle(page).waitFor();
        const isQuestion = (url: URL): boolean => url.pathname === "/_session";
        await page.route(isQuestion, (route) => route.abort());
        await page.clock.pauseAt(Date.now() + 3600_000);
        return () => page.unroute(isQuestion);
    };

    before(async () => {
        const person = (sub: string, name: string, domain: string) => ({ sub, name, email: `${sub}@${domain}`, email_verified: true });
        company = await startCompany([person("mia", "Mia Meyer", "example.com"), person("eve", "Eve", "example.org")], ["example.com"]);
        project = copyProject({
            ...company.settings,
            desiredCount: 2,
            app: groupApp,
            groups: { analysts: ["pages/reports.py"] },
            loginLogo: "./samples/logo.png",
            loginColors: { banner: "#ffffff", button: "#0a7d5a", buttonText: "#fffffe" },
            loginDomain: "login.app.example.com",
        });
        addGroupApp(project.directory);
        const starting = startStack(project.directory, undefined, undefined, company.start(project.directory));
        [stack, browser] = await Promise.all([starting, openChromium()]);
        await company.register(`${stack.outputs.loginUrl}/oauth2/idpresponse`);
        await createMember(stack, { username: "ada", password });
        await createMember(stack, { username: "grace", password, groups: ["analysts"] });
    });
    after(async () => {
        await closeVisitors();
        await (stack as RunningStack | undefined)?.stop();
        await (company as Company | undefined)?.close();
        project.remove();
    });

    it("signs in at the declared address, on a page with the declared logo and colours", async () => {
        const page = await (await newVisitor(browser)).newPage();
        await page.goto(stack.outputs.url);
        await login(page);
        assert.equal(new URL(page.url()).hostname, "login.app.example.com.localhost");
        const logo = page.locator("header img");
        assert.equal(await logo.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth), 240);
        const colours = (selector: string): Promise<string> => {
            const style = `getComputedStyle(document.querySelector("${selector}"))`;
            return page.evaluate<string>(`${style}.color + " on " + ${style}.backgroundColor`);
        };
        assert.equal(await colours("[type=submit]"), "rgb(255, 255, 254) on rgb(10, 125, 90)");
        assert.match(await colours("header"), / on rgb\(255, 255, 255\)$/);
        await screenshot(page, "12-own-login-page");
        await page.context().close();
    });

    /** Each step starts where the one before ended: to sign in and to load the app anew takes longer than all that they do. */
    describe("in one visit", () => {
        let visitor: BrowserContext;
        let page: Page;
        before(async () => ({ visitor, page } = await visit(browser, stack.outputs.url, "ada", password)));
        after(() => visitor.close());

        it("sees who is signed in, and the way out", async () => {
            await page.getByRole("button", { name: "Count" }).waitFor();
            assert.equal(await toggle(page).textContent(), "A");
            await toggle(page).click();
            await page.getByText("ada@example.com").waitFor();
            await page.getByText("Signed in for 12 hours more").waitFor();
            await screenshot(page, "6-signed-in");
        });

        it("is refused a page for a group, be it by its address or over the open websocket", async () => {
            await page.goto(`${stack.outputs.url}/reports`);
            const refusal = page.getByText("You do not have access to this page");
            await refusal.waitFor();
            await screenshot(page, "11-group-page-refused");

            await page.getByTestId("stSidebarNav").getByText("help").click();
            await heading(page, "Help").waitFor();
            // From here on the page asks by a message: it is not loaded again.
            let loads = 0;
            page.on("load", () => (loads += 1));
            await page.getByTestId("stSidebarNav").getByText("reports").click();
            await refusal.waitFor();
            assert.equal(loads, 0);
            assert.equal(await page.getByText("Turnover").count(), 0);
        });

        it("who kept a page hidden finds out there that the session is over", async () => {
            await page.clock.install();
            await page.goto(stack.outputs.url);
            // While there are timers and a session: the app needs both to come up.
            await page.getByText("Hello ada").waitFor();
            const letAsk = await stopTimers(page);
            await visitor.clearCookies({ name: /^AWSELBAuthSessionCookie/ });
            assert.equal(await heading(page, "Your session has ended").count(), 0);
            await letAsk();
            await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
            await heading(page, "Your session has ended").waitFor();
        });
    });

    it("signs out, and neither back, nor a reload, nor another tab, nor the websocket shows anything", async () => {
        const { visitor, page } = await visit(browser, `${stack.outputs.url}/help`, "ada", password);
        await heading(page, "Help").waitFor();
        const secondTab = await visitor.newPage();
        const openWebsockets = followWebsockets(secondTab);
        await secondTab.clock.install();
        await secondTab.goto(stack.outputs.url);
        await secondTab.getByText("Hello ada").waitFor();
        assert.equal(openWebsockets(), 1);
        // By itself it would ask within a heartbeat: now it hears of the end from the first one, or never.
        await (
            await stopTimers(secondTab)
        )();

        await signOut(page);
        await heading(page, "You are signed out").waitFor();
        await screenshot(page, "9-signed-out");

        await heading(secondTab, "Your session has ended").waitFor();
        await until("the websocket is closed", () => openWebsockets() === 0);
        assert.equal(await secondTab.getByText("Hello ada").count(), 0, "nothing of it is left in the page");
        await secondTab.reload();
        await login(secondTab);

        await page.goBack();
        await login(page);
        assert.equal(await heading(page, "Help").count(), 0);
        await page.reload();
        await login(page);
        await page.goto(`${stack.outputs.url}/help`);
        await login(page);
        await visitor.close();
    });

    it("signs out by the app's own call of st.logout(), too", async () => {
        const { visitor, page } = await visit(browser, `${stack.outputs.url}/help`, "ada", password);
        await page.getByRole("button", { name: "Leave" }).click();
        await page.waitForURL(`${stack.outputs.url}/signed-out`);
        await page.goto(`${stack.outputs.url}/help`);
        await login(page);
        await visitor.close();
    });

    it("signs in again, and is in the app", async () => {
        const { visitor, page } = await visit(browser, stack.outputs.url, "ada", password);
        await signOut(page);
        await page.getByRole("link", { name: "Sign in again" }).click();
        await signIn(page, "grace", password);
        await page.getByText("Hello grace").waitFor();
        assert.equal(page.url(), `${stack.outputs.url}/`);
        await visitor.close();
    });

    it("opens a page for a group only as a member of it", async () => {
        const { visitor, page } = await visit(browser, `${stack.outputs.url}/reports?year=2026`, "grace", password);
        await page.getByText("Turnover: 1234").waitFor();
        await page.getByText("Of the year 2026").waitFor();
        await screenshot(page, "10-group-page");
        await visitor.close();
    });

    it("has one session for each browser", async () => {
        const [ada, grace] = [
            await visit(browser, stack.outputs.url, "ada", password),
            await visit(browser, stack.outputs.url, "grace", password),
        ];
        await signOut(ada.page);
        await grace.page.reload();
        await grace.page.getByText("Hello grace").waitFor();
        const stranger = await (await newVisitor(browser)).newPage();
        await stranger.goto(stack.outputs.url);
        await login(stranger);
        await Promise.all([ada.visitor.close(), grace.visitor.close(), stranger.context().close()]);
    });

    it("comes from another directory of people by the login page's button, and goes", async () => {
        const page = await (await newVisitor(browser)).newPage();
        const address = `${stack.outputs.url}/help?from=company`;
        await page.goto(address);
        await login(page);
        await screenshot(page, "13-login-page-with-company");
        await signInAtCompany(page, "mia");
        await heading(page, "Help").waitFor();
        assert.equal(page.url(), address);
        await toggle(page).click();
        await page.getByText("mia@example.com").waitFor();
        assert.equal(await toggle(page).getAttribute("title"), "Signed in as Mia Meyer");
        await screenshot(page, "14-signed-in-from-company");
        await page.getByRole("button", { name: "Sign out" }).click();
        await page.getByRole("link", { name: "Sign in again" }).click();
        // Her session at the company's is the company's to end.
        await login(page);
        await page.getByRole("link", { name: "Continue with Company" }).click();
        await page.getByText("Hello Mia Meyer").waitFor();
        await page.context().close();
    });

    it("who is not on the owner's list is told so, and has no session", async () => {
        const page = await (await newVisitor(browser)).newPage();
        await page.goto(stack.outputs.url);
        await signInAtCompany(page, "eve");
        await heading(page, "You may not use this app").waitFor();
        assert.equal(new URL(page.url()).origin, stack.outputs.url);
        await screenshot(page, "15-refused-from-company");
        await page.getByRole("link", { name: "Sign in with another account" }).click();
        await login(page);
        await page.context().close();
    });
});
