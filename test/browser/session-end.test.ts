import assert from "node:assert/strict";
import * as path from "node:path";
import type { Browser } from "playwright-core";
import { createMember } from "../../harness/cognito";
import { copyProject, editFile, type ProjectCopy } from "../../harness/project-copy";
import { startStack, type RunningStack } from "../../harness/running-stack";
import { addGroupApp, groupApp } from "../support/group-app";
import { closeVisitors, openChromium, screenshot } from "./support/chromium";
import { until, visit } from "./support/visit";

const password = "Correct-horse-7";

/** Seconds; the settings' least is 60. */
const sessionTimeout = 20;

/** What somebody sees whose session ends while the page is open. */
describe("a session that ends", function () {
    this.timeout(120_000);
    let project: ProjectCopy;
    let stack: RunningStack;
    let browser: Browser;

    before(async () => {
        project = copyProject({ desiredCount: 2, sessionTimeout, app: groupApp });
        addGroupApp(project.directory);
        const edit = (file: string, old: string, replacement: string): void =>
            editFile(path.join(project.directory, file), old, replacement);
        edit("settings/schema.ts", "integer(60, 604_800", "integer(1, 604_800");
        edit("service/server-environment.ts", "const variables = {", 'const variables = {\n SESSION_LEASE: "6",\n SESSION_HEARTBEAT: "2",');
        // A tenth of so short a session is too short to be seen.
        edit("server/streamlit_cognito/session_routes.py", "settings.session_timeout / 10", "settings.session_timeout / 2");
        [stack, browser] = await Promise.all([startStack(project.directory), openChromium()]);
        await createMember(stack, { username: "ada", password });
    });
    after(async () => {
        await closeVisitors();
        await (stack as RunningStack | undefined)?.stop();
        project.remove();
    });

    it("warns, hides the page, closes the websocket, and goes on at the same address after one click", async () => {
        const address = `${stack.outputs.url}/reports?year=2026`;
        const { visitor, page, openWebsockets } = await visit(browser, address, "ada", password);
        await page.getByText("Of the year 2026").waitFor();
        // Both in one moment, in the page's own language: asked for one after the other, the second may come too late.
        const isWarned = 'document.body.innerText.includes("Your session ends in less than a minute")';
        // Asked for at each frame, as by default, the page is drawn for nothing all the while.
        await page.waitForFunction(`${isWarned} && document.body.innerText.includes("Turnover")`, undefined, { polling: 200 });
        await screenshot(page, "7-session-ends-soon");

        const ended = page.getByRole("heading", { name: "Your session has ended" });
        await ended.waitFor();
        assert.equal(await page.getByText("Turnover").count(), 0, "nothing of it is left in the page");
        await screenshot(page, "8-session-ended");
        await until("the websocket is closed", () => openWebsockets() === 0);

        await page.getByRole("button", { name: "Sign in again" }).click();
        await page.getByText("Of the year 2026").waitFor();
        assert.equal(page.url(), address);
        assert.equal(await ended.count(), 0);
        await visitor.close();
    });
});
