/** pip found nothing of this name, or no such version of it: it says so of what does not exist, and of what it cannot ask for. */
const noMatch = /^ERROR: No matching distribution found for (.+)$/m;
/** A line of the file that is no requirement at all. */
const malformed = /^ERROR: Invalid requirement/m;
const noAnswer =
    /Retrying|NewConnectionError|Could not fetch URL|ProxyError|SSLError|ConnectTimeout|ReadTimeout|not a trusted or secure host/;

/** The requirement that nothing fits at an index that answered, by what pip printed. */
export function missingPackage(output: string): string | undefined {
    return noAnswer.test(output) ? undefined : noMatch.exec(output)?.[1]?.trim();
}

/**
 * What a person can do where pip could not install what a file asks for.
 *
 * @param output what pip printed
 */
export function adviceOfPip(file: string, output: string): string {
    if (malformed.test(output)) {
        return `Correct that line of ${file}, and run the command again.`;
    }
    const missing = missingPackage(output);
    return missing === undefined
        ? "Is PyPI reachable? Then run the command again."
        : `There is no ${missing} for this Python: correct its name or version in ${file}, and run the command again.`;
}

/** What a program says of why it failed is at the end; pip may list every version that there is in one line. */
export function lastLines(output: string): string {
    const lines = output.trimEnd().split("\n").slice(-12);
    return lines.map((line) => (line.length > 400 ? `${line.slice(0, 400)} ...` : line)).join("\n");
}
