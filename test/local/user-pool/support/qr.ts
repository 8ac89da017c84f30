import decodeQR from "qr/decode.js";
import { unescapeHtml, type Page } from "./browser";

/** What an authenticator app reads from the page's picture. */
export function readQr(page: Page): string {
    const [, size = "", path = ""] = /<svg viewBox="0 0 (\d+) \d+"[^>]*><path d="([^"]*)"/.exec(unescapeHtml(page.body)) ?? [];
    return decodeQR(draw(Number(size), path));
}

/** The picture of a path whose every square is one pixel: black on white, four bytes a pixel, each square drawn eight times as large. */
function draw(size: number, path: string): { width: number; height: number; data: Uint8Array } {
    const scale = 8;
    const width = size * scale;
    const data = new Uint8Array(width * width * 4).fill(255);
    let [x, y] = [0, 0];
    for (const [, command = "", rest = ""] of path.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
        const [a = 0, b = 0] = (rest.match(/-?\d+/g) ?? []).map(Number);
        if (command === "M") [x, y] = [a, b];
        if (command === "m") [x, y] = [x + a, y + b];
        if (command !== "h" || a !== 1) continue;
        for (let row = y * scale; row < (y + 1) * scale; row++) {
            for (let column = x * scale; column < (x + 1) * scale; column++) data.set([0, 0, 0, 255], (row * width + column) * 4);
        }
    }
    return { width, height: width, data };
}
