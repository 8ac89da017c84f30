import * as fs from "node:fs";
import type { Service } from "./model";

/** Where a person may put the values of secrets: AWS keeps them, and this machine cannot ask it. */
export interface SecretSources {
    /** JSON of names and texts; it need not exist. */
    readonly file: string;
    /** This process's own; it comes first. */
    readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * The values of every secret that the services' containers name.
 *
 * @throws Error that lists every missing one, and says where to put it; or that says what is wrong with the file.
 */
export function readSecrets(services: readonly Service[], { file, environment }: SecretSources): Readonly<Record<string, string>> {
    const names = [...new Set(services.flatMap(({ container }) => container.secrets))];
    const kept: Readonly<Record<string, string>> = names.length === 0 ? {} : readFile(file);
    const found = names.map((name) => [name, environment[name] ?? kept[name]] as const);
    const missing = found.flatMap(([name, value]) => (value === undefined ? [name] : []));
    if (missing.length > 0) {
        const example = JSON.stringify(Object.fromEntries(missing.map((name) => [name, "..."])));
        throw new Error(
            `AWS keeps the values of the container's secrets, and this machine does not know ${missing.join(", ")}. ` +
                `Set environment variables of these names, or write a value to try with to ${file}: ${example}`,
        );
    }
    return Object.fromEntries(found) as Record<string, string>;
}

function readFile(file: string): Readonly<Record<string, string>> {
    const found = fs.statSync(file, { throwIfNoEntry: false });
    if (found === undefined) {
        return {};
    }
    // Windows has no such modes.
    if (process.platform !== "win32" && (found.mode & 0o077) !== 0) {
        throw new Error(`Other users may read ${file}, which holds secrets. Run: chmod 600 ${file}`);
    }
    const values = parse(fs.readFileSync(file, "utf8"));
    if (typeof values !== "object" || values === null || !Object.values(values).every((value) => typeof value === "string")) {
        throw new Error(`${file} must be JSON of names and texts, such as {"DATABASE_URL":"..."}.`);
    }
    return values as Record<string, string>;
}

/** Undefined for what is no JSON: its text must be in no message. */
function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
