/** uv's variables for what pip is told of where packages are, in its files or the environment. */
const variables: Readonly<Record<string, string>> = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    cert: "SSL_CERT_FILE",
    timeout: "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
};

/** What stands between several words for uv; for pip, white space does. */
const separators: Readonly<Record<string, string>> = { "extra-index-url": " ", "find-links": "," };

/** What else pip may be told that changes nothing of what is installed. */
const harmless = new Set([
    ...["break-system-packages", "cache-dir", "config-file", "disable-pip-version-check", "no-cache-dir", "no-color", "no-input"],
    ...["no-python-version-warning", "progress-bar", "quiet", "require-virtualenv", "retries", "root-user-action", "user", "verbose"],
]);

/** Sections of pip's configuration that are asked when it installs; a later one has the last word. */
const sections = ["global", "install", ":env:"];

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What uv is told: what pip is, and of its own variables only where its cache is, as others change what is installed.
 *
 * @param list what `pip config list` prints: a line for each setting, `section.key='value'`, as Python writes strings
 * @returns variables, undefined those that are not to be there; undefined altogether where pip is told more than uv can be
 */
export function uvEnvironment(list: string, inherited: Environment = process.env): Environment | undefined {
    const told = settingsIn(list);
    if (told.some(([key]) => variables[key] === undefined && !harmless.has(key))) {
        return undefined;
    }
    const environment: Record<string, string | undefined> = {
        // What a company's proxy signs with is among the system's certificates.
        UV_SYSTEM_CERTS: "true",
        // As long as pip waits, and less often: pip asks again where uv had no answer.
        UV_HTTP_TIMEOUT: "15",
        UV_HTTP_RETRIES: "1",
    };
    for (const [key, value] of told) {
        const name = variables[key];
        if (name !== undefined) {
            environment[name] = valueOf(key, value);
        }
    }
    const own = Object.keys(inherited).filter((name) => name.startsWith("UV_") && name !== "UV_CACHE_DIR");
    return { ...Object.fromEntries(own.map((name): [string, undefined] => [name, undefined])), ...environment };
}

/** Key to value, in the order in which a later one counts; pip does not count empty ones. */
function settingsIn(list: string): readonly (readonly [key: string, value: string])[] {
    const lines = [...list.matchAll(/^(global|install|:env:)\.([\w-]+)=(['"])(.*)\3$/gm)];
    return sections.flatMap((section) =>
        lines
            .filter(([, of]) => of === section)
            .map(([, , key = "", , text = ""]) => [key, asWritten(text).trim()] as const)
            .filter(([, value]) => value !== ""),
    );
}

function valueOf(key: string, value: string): string {
    if (variables[key] === "UV_HTTP_TIMEOUT") {
        return String(Math.ceil(Number(value)));
    }
    const separator = separators[key];
    return separator === undefined ? value : value.split(/\s+/).join(separator);
}

function asWritten(text: string): string {
    return text.replace(/\\(.)/g, (_, escaped: string) => ({ n: "\n", r: "\r", t: "\t" })[escaped] ?? escaped);
}
