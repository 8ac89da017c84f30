/** A package's name, as indexes write it, and its version. */
export type Pin = readonly [name: string, version: string];

/** A requirement of one version, of which every file is known. */
const locked = /^([\w.-]+)(?:\[[\w.,\s-]*\])?\s*==\s*([\w.!+]+)\s*(?:;[^#]*?)?(?:\s+--hash=sha256:[0-9a-f]{64})+$/;

/** What a requirements file asks for. @returns undefined where something of it is not locked, or is no requirement */
export function lockedVersions(text: string): readonly Pin[] | undefined {
    const lines = text
        .replace(/\\\r?\n/g, " ")
        .split(/\r?\n/)
        .map((line) => line.replace(/(?:^|\s)#.*$/, "").trim());
    const found = lines.filter((line) => line !== "").map((line) => locked.exec(line));
    return found.some((match) => match === null) ? undefined : found.map((match) => pin(match?.[1], match?.[2]));
}

/** What a list of `name==version`, a line each, has. */
export function versionsIn(list: string): readonly Pin[] {
    return [...list.matchAll(/^([\w.-]+)==(\S+)$/gm)].map(([, name, version]) => pin(name, version));
}

function pin(name = "", version = ""): Pin {
    return [name.toLowerCase().replace(/[-_.]+/g, "-"), version];
}
