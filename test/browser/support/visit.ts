import type { Browser, BrowserContext, Page } from "playwright-core";
import { newVisitor } from "./chromium";
import { signIn } from "./login";

/** A browser of one person, signed in. */
export interface Visit {
    readonly visitor: BrowserContext;
    readonly page: Page;
    /** How many websockets of the app the page has open. */
    readonly openWebsockets: () => number;
}

/** Opens an address in a fresh browser and signs in on the way. */
export async function visit(browser: Browser, address: string, username: string, password: string): Promise<Visit> {
    const visitor = await newVisitor(browser);
    const page = await visitor.newPage();
    let open = 0;
    page.on("websocket", (socket) => {
        open += 1;
        socket.on("close", () => (open -= 1));
    });
    await page.goto(address);
    await signIn(page, username, password);
    return { visitor, page, openWebsockets: () => open };
}

/** Waits until a condition holds. @throws Error after half a minute, as playwright's own waiting does */
export async function until(what: string, holds: () => boolean): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (!holds()) {
        if (Date.now() > deadline) {
            throw new Error(`Waited in vain until ${what}.`);
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}
