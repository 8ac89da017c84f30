import * as fs from "node:fs";

/** The last lines of a log file; at most 8 KiB of them. */
export function lastLines(file: string, count = 20): string {
    let handle: number | undefined;
    try {
        handle = fs.openSync(file, "r");
        const { size } = fs.fstatSync(handle);
        const buffer = Buffer.alloc(Math.min(size, 8192));
        fs.readSync(handle, buffer, 0, buffer.length, size - buffer.length);
        return buffer.toString("utf8").trimEnd().split("\n").slice(-count).join("\n");
    } catch {
        return "";
    } finally {
        if (handle !== undefined) {
            fs.closeSync(handle);
        }
    }
}
