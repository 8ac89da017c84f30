import * as fs from "node:fs";
import * as path from "node:path";

/**
 * Gives a command a folder for its temporary files inside another one, with which what it leaves is gone, should it be killed in the middle.
 *
 * @param run gets the variables that name the folder
 */
export async function withTemporaryIn<T>(folder: string, run: (variables: Readonly<Record<string, string>>) => Promise<T>): Promise<T> {
    fs.mkdirSync(folder, { recursive: true });
    const temporary = fs.mkdtempSync(path.join(folder, "temporary-"));
    try {
        return await run({ TMPDIR: temporary, TEMP: temporary, TMP: temporary });
    } finally {
        fs.rmSync(temporary, { recursive: true, force: true });
    }
}
