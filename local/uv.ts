import * as fs from "node:fs";
import * as path from "node:path";
import type { Installation } from "./installation";
import { lastLines } from "./pip-failure";
import { runToEnd } from "./run-to-end";

/** Where packages come from and how they are asked for there: uv's variables for what pip is told, in its files or the environment. */
const variables: Readonly<Record<string, readonly string[]>> = {
    "index-url": ["UV_DEFAULT_INDEX"],
    "extra-index-url": ["UV_INDEX"],
    "find-links": ["UV_FIND_LINKS"],
    "no-index": ["UV_NO_INDEX"],
    "trusted-host": ["UV_INSECURE_HOST"],
    proxy: ["HTTP_PROXY", "HTTPS_PROXY"],
    cert: ["SSL_CERT_FILE"],
    "client-cert": ["SSL_CLIENT_CERT"],
    timeout: ["UV_HTTP_TIMEOUT"],
    "default-timeout": ["UV_HTTP_TIMEOUT"],
    "no-cache-dir": ["UV_NO_CACHE"],
};

/** Sections of pip's configuration that are asked when it installs; a later one has the last word. */
const sections = ["global", "install", ":env:"];

/** Where a value of several words has something else between them. */
const separators: Readonly<Record<string, string>> = { "find-links": "," };

/**
 * Installs what is locked.
 *
 * @returns whether it did: not where there is no uv, or it failed. What it has installed by then stays, for pip to go on.
 */
export async function installWithUv(installation: Installation): Promise<boolean> {
    const { installer, requirementsFile, constraints, log, signal } = installation;
    const uv = path.join(installer.bin, process.platform === "win32" ? "uv.exe" : "uv");
    // Whoever wants another version of what is there is told so by pip.
    if (!fs.existsSync(uv) || wantsAnother(fs.readFileSync(requirementsFile, "utf8"), fs.readFileSync(constraints, "utf8"))) {
        return false;
    }
    const settings = await runToEnd(installer.python, ["-m", "pip", "--disable-pip-version-check", "config", "list"], { signal });
    const environment = uvVariables(settings.output);
    const { code, output } = settings.code === 0 ? await runToEnd(uv, argumentsOf(installation), { signal, environment }) : settings;
    if (code !== 0 && signal?.aborted !== true) {
        log?.(
            `uv cannot install ${path.relative(process.cwd(), requirementsFile)}; pip tries, which takes longer. uv says:\n${lastLines(output)}`,
        );
    }
    return code === 0;
}

function argumentsOf({ python, requirementsFile, constraints }: Installation): string[] {
    // Its own files may lie in any folder above.
    const strictly = ["--quiet", "--no-config", "--require-hashes"];
    // An index that comes later may have what the first has not, as pip sees it: the hash decides.
    const indexes = ["--index-strategy", "unsafe-best-match"];
    // uv looks in one environment: what this one sees in another it would install once more.
    const without = ["--excludes", constraints];
    return ["pip", "install", ...strictly, ...indexes, ...without, "--python", python, "--requirements", requirementsFile];
}

/** Whether a locked file has another version of something that is there already. */
function wantsAnother(requirements: string, constraints: string): boolean {
    const pins = (text: string): [string, string][] =>
        [...text.matchAll(/^([\w.-]+)(?:\[[^\]]*\])?==([^\s;]+)/gm)].map(([, name = "", version = ""]) => [
            name.toLowerCase().replace(/[-_.]+/g, "-"),
            version,
        ]);
    const kept = new Map(pins(constraints));
    return pins(requirements).some(([name, version]) => (kept.get(name) ?? version) !== version);
}

/**
 * What uv is told: what pip is, but for what uv's own variables say already.
 *
 * @param list what `pip config list` prints
 */
export function uvVariables(list: string, already: NodeJS.ProcessEnv = process.env): Readonly<Record<string, string>> {
    // What a company's proxy signs with is among the system's certificates.
    const told = Object.entries({ UV_SYSTEM_CERTS: "true", ...translated(list) });
    return Object.fromEntries(told.filter(([name]) => !name.startsWith("UV_") || already[name] === undefined));
}

/** @param list a line for each setting, `section.key='value'`, as Python writes strings */
function translated(list: string): Readonly<Record<string, string>> {
    const lines = [...list.matchAll(/^(global|install|:env:)\.([\w-]+)=(['"])(.*)\3$/gm)];
    const found = sections.flatMap((section) => lines.filter(([, of]) => of === section));
    return Object.fromEntries(
        found.flatMap(([, , key = "", , text = ""]) => {
            const value = text.replace(/\\(.)/g, (_, escaped: string) => (escaped === "n" ? "\n" : escaped));
            const words = value.split(/\s+/).filter((word) => word !== "");
            return (variables[key] ?? []).map((name) => [name, words.join(separators[key] ?? " ")]);
        }),
    );
}
