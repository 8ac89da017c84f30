import type { Browser, BrowserContext, Page, WebSocket } from "playwright-core";
import { newVisitor, patience } from "./chromium";
import { signIn } from "./login";

/** A browser of one person, signed in. */
export interface Visit {
    readonly visitor: BrowserContext;
    readonly page: Page;
    /** See {@link followWebsockets}. */
    readonly openWebsockets: () => number;
}

/**
 * Counts a page's websockets that brought it something and that are open: one that is refused when it connects anew does not count. Of a document
 * that is left playwright does not tell what becomes of its websockets, so ask only while the page stays.
 */
export function followWebsockets(page: Page): () => number {
    const open = new Set<WebSocket>();
    page.on("websocket", (socket) => {
        socket.once("framereceived", () => open.add(socket));
        socket.on("close", () => open.delete(socket));
    });
    return () => open.size;
}

/** Opens an address in a fresh browser, signs in on the way, and ends at that address. */
export async function visit(browser: Browser, address: string, username: string, password: string): Promise<Visit> {
    const visitor = await newVisitor(browser);
    const page = await visitor.newPage();
    const openWebsockets = followWebsockets(page);
    await page.goto(address);
    await signIn(page, username, password);
    // The redirects back are under way: whatever navigates before they end cuts the sign-in short.
    await page.waitForURL((url) => url.href === new URL(address).href);
    return { visitor, page, openWebsockets };
}

/** Waits until a condition holds. @throws Error after as long as playwright's own waiting does */
export async function until(what: string, holds: () => boolean): Promise<void> {
    const deadline = Date.now() + patience;
    while (!holds()) {
        if (Date.now() > deadline) {
            throw new Error(`Waited in vain until ${what}.`);
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}
