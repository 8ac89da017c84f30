import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { copyProject, type ProjectCopy } from "../../harness/project-copy";
import { startStack, type RunningStack } from "../../harness/running-stack";
import { authenticator, type Authenticator } from "../support/authenticator";
import { declareEchoApp } from "../support/echo-app";
import { closeVisitors, newVisitor, openChromium, screenshot } from "./support/chromium";
import { choosePassword, signIn } from "./support/login";

const password = "Her-own-password-1";

/** A person of the setting `users`, where `mfa` is required: each step starts where the one before ended. The tasks echo, which starts sooner. */
describe("a person with a required second factor", function () {
    this.timeout(180_000);
    let project: ProjectCopy;
    let stack: RunningStack;
    let browser: Browser;
    let page: Page;
    let app: Authenticator;

    const sendCode = async (code: string): Promise<void> => {
        await page.locator("input[name=code]").fill(code);
        await page.locator("[type=submit]:visible").click();
    };
    /** The task has echoed a request: it reached it through the login. */
    const atApp = async (): Promise<string> => {
        await page.waitForURL((url) => url.origin === stack.outputs.url);
        return page.locator("body").innerText();
    };

    before(async () => {
        const users = { ada: { email: "ada@example.com" }, bob: { email: "bob@example.com", enabled: false } };
        const schedule = { open: "08:00", close: "19:00", timezone: "Asia/Tokyo" };
        const apps = { reports: { host: "reports.example.com", folder: "./streamlit" } };
        project = copyProject({ mfa: "required", users, schedule, apps });
        declareEchoApp(project.directory);
        // At the closing time, the other app's schedule has come first.
        const closed = { options: ["--after-schedule", "reports-close"] };
        [stack, browser] = await Promise.all([startStack(project.directory, undefined, undefined, closed), openChromium()]);
        page = await (await newVisitor(browser)).newPage();
    });
    after(async () => {
        await closeVisitors();
        await (stack as RunningStack | undefined)?.stop();
        project.remove();
    });

    it("is told of with a temporary password, in the outputs and on the terminal; who is disabled is not", () => {
        const ada = stack.outputs.users.find(({ username }) => username === "ada");
        assert.ok(ada);
        assert.ok(stack.printed().includes(ada.temporaryPassword));
        assert.ok(!stack.outputs.users.some(({ username }) => username === "bob"));
    });

    it("is shown a key as a QR code and as text, after a password of one's own", async () => {
        const { temporaryPassword } = stack.outputs.users.find(({ username }) => username === "ada")!;
        await page.goto(`${stack.outputs.url}/page`);
        await signIn(page, "ada", temporaryPassword);
        await choosePassword(page, password);
        const picture = await page.getByRole("img", { name: "QR code for an authenticator app" }).locator("svg").boundingBox();
        assert.ok(picture !== null && picture.width >= 150 && picture.height >= 150, JSON.stringify(picture));
        app = authenticator(await page.locator("#secret").innerText());
        await screenshot(page, "second-factor-1-set-up");
    });

    it("is refused with a wrong code, and comes to the page that was asked for with the right one", async () => {
        await sendCode(app.wrongCode());
        await page.getByText("Invalid code received for user").waitFor();
        await sendCode(app.code());
        assert.match(await atApp(), /"path": ?"\/page"/);
    });

    it("is asked for a code at the next sign-in, which takes none that was used", async () => {
        page = await (await newVisitor(browser)).newPage();
        await page.goto(stack.outputs.url);
        await signIn(page, "ada@example.com", password);
        await page.getByText("Enter the code from your authenticator app").waitFor();
        await sendCode(app.code());
        await page.getByText("Your software token has already been used once.").waitFor();
        await screenshot(page, "second-factor-2-code");
        await sendCode(app.nextCode());
        assert.match(await atApp(), /x-amzn-oidc-identity/);
    });

    it("comes to another app without a code, and is told there when it is open", async () => {
        const [reports] = stack.outputs.apps;
        const answer = await page.goto(`${reports?.url}/page`);
        assert.equal(answer?.status(), 503);
        await page.getByRole("heading", { name: "This app is closed now" }).waitFor();
        assert.match(await page.locator("body").innerText(), /It is open Mon-Fri 08:00-19:00\s+\(Asia\/Tokyo\)\./);
        assert.equal(page.url(), `${reports?.url}/page`);
        await screenshot(page, "closed-app");
        await page.goto(stack.outputs.url);
        assert.match(await atApp(), /x-amzn-oidc-identity/);
    });
});
