import { existsSync, mkdirSync } from "node:fs";
import * as path from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { installDebianPackage } from "../../support/system-package";

/** Debian's packages. The first is Chromium without the browser's own user interface, which takes half the processor time; the pages are the same. */
const packages = ["chromium-headless-shell", "chromium"];
const commandOf = (debianPackage: string): string => `/usr/bin/${debianPackage}`;

/** Where an installed Chrome or Chromium usually is. */
const candidates = [
    process.env["CHROME_PATH"] ?? "",
    ...packages.map(commandOf),
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/opt/google/chrome/chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Keeps the browser from calling home, which would only fail and slow it down. */
const quiet = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

let launched: Promise<Browser> | undefined;

/**
 * The browser of all tests, whose visitors share nothing; it ends behind the last one.
 *
 * @throws Error that names the package to install when no browser is found.
 */
export function openChromium(): Promise<Browser> {
    return (launched ??= launchChromium());
}

/** Closes every visitor, with all that its pages hold open. */
export async function closeVisitors(): Promise<void> {
    const browser = await launched?.catch(() => undefined);
    await Promise.all(browser?.contexts().map((visitor) => visitor.close()) ?? []);
}

after(async () => {
    const browser = await launched?.catch(() => undefined);
    await browser?.close();
});

function installChromium(): string | undefined {
    const installed = packages.find((name) => installDebianPackage(name, commandOf(name)));
    return installed && commandOf(installed);
}

async function launchChromium(): Promise<Browser> {
    const executablePath = candidates.find((candidate) => existsSync(candidate)) ?? installChromium();
    if (executablePath === undefined) {
        throw new Error(
            `No Chrome or Chromium was found. Install one (Debian: apt-get install ${packages.join(" or ")}), or set CHROME_PATH.`,
        );
    }
    // Chromium's sandbox does not work for root.
    const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    return chromium.launch({ executablePath, headless: true, args: [...quiet, ...sandbox] });
}

/** Milliseconds that a test waits for any one thing: a busy machine is slow, not broken. */
export const patience = 90_000;

/** A fresh visitor. The local certificate's authority is this run's own, which the browser has never heard of. */
export async function newVisitor(browser: Browser): Promise<BrowserContext> {
    const visitor = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1200, height: 800 } });
    visitor.setDefaultTimeout(patience);
    return visitor;
}

const screenshots = path.resolve(".local", "screenshots");

/** Saves what the visitor sees as `.local/screenshots/<name>.png`. */
export async function screenshot(page: Page, name: string): Promise<void> {
    mkdirSync(screenshots, { recursive: true });
    await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
}
