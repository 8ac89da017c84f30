import * as path from "node:path";

/** pip found nothing of this name, or no such version of it: it says so of what does not exist, and of what it cannot ask for. */
const noMatch = /^ERROR: No matching distribution found for (.+)$/m;
const noAnswer = /Retrying|NewConnectionError|Could not fetch URL|ProxyError|SSLError|ConnectTimeout|ReadTimeout/;

/**
 * What a person can do where pip could not install what a file asks for.
 *
 * @param output what pip printed
 */
export function adviceOfPip(file: string, output: string): string {
    const [, wanted] = noMatch.exec(output) ?? [];
    if (wanted === undefined || noAnswer.test(output)) {
        return "Is PyPI reachable? Then run the command again.";
    }
    return path.basename(file) === "pip.txt"
        ? `The index that pip is set to use has no ${wanted.trim()}, which installs everything here: add it there, or set PIP_INDEX_URL to another.`
        : `There is no ${wanted.trim()} for this Python: correct its name or version in ${file}, and run the command again.`;
}

/** What a program says of why it failed is at the end. */
export function lastLines(output: string): string {
    return output.trimEnd().split("\n").slice(-12).join("\n");
}
