import type { Installation } from "./installation";
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
 * Installs what is locked. uv is told what pip is told, but for what variables tell uv itself; files of its own may lie in any folder above, and are
 * not read.
 *
 * @returns whether it did: not where there is no uv, or it failed. What it has installed by then stays, for pip to go on.
 */
export async function installWithUv(installation: Installation): Promise<boolean> {
    const { uv, python, pip, requirementsFile, constraints, isBased, signal } = installation;
    if (uv === undefined) {
        return false;
    }
    const settings = await runToEnd(pip, ["-m", "pip", "--disable-pip-version-check", "config", "list"], { signal });
    if (settings.code !== 0) {
        return false;
    }
    // As pip does, it trusts the system's certificates.
    const told = Object.entries({ UV_SYSTEM_CERTS: "true", ...variablesOf(settings.output) });
    const environment = Object.fromEntries(told.filter(([name]) => process.env[name] === undefined));
    // uv looks in one environment: what is in the base it would install once more.
    const kept = [isBased ? "--excludes" : "--constraints", constraints];
    // An index that comes later may have what the first has not, as pip sees it: the hash decides.
    const indexes = ["--index-strategy", "unsafe-best-match"];
    const args = ["pip", "install", "--quiet", "--no-config", "--require-hashes", ...indexes, "--python", python, ...kept];
    const { code } = await runToEnd(uv, [...args, "--requirements", requirementsFile], { signal, environment });
    return code === 0;
}

/** @param list what `pip config list` prints: `section.key='value'`, a line each, with line ends as `\n` */
export function variablesOf(list: string): Readonly<Record<string, string>> {
    const lines = [...list.matchAll(/^(global|install|:env:)\.([\w-]+)=(['"])(.*)\3$/gm)];
    const found = sections.flatMap((section) => lines.filter(([, of]) => of === section));
    return Object.fromEntries(
        found.flatMap(([, , key = "", , text = ""]) => {
            const words = text.split(/(?:\s|\\n)+/).filter((word) => word !== "");
            return (variables[key] ?? []).map((name) => [name, words.join(separators[key] ?? " ")]);
        }),
    );
}
