import * as fs from "node:fs";

/** Appends lines with their time to a file that only its owner can read. */
export function fileLog(file: string): (line: string) => void {
    return (line) => fs.appendFileSync(file, `${new Date().toISOString()} ${line}\n`, { mode: 0o600 });
}
