import { createHash } from "node:crypto";

/** Words that Cognito refuses in a domain prefix. Source: Amazon Cognito Developer Guide, "Using the Amazon Cognito domain". */
const reserved = ["aws", "amazon", "cognito"];

/** Leaves room for a dash and eight hexadecimal digits within Cognito's 63 characters. */
const longestSlug = 54;

/**
 * What is wrong with a Cognito domain prefix, or undefined.
 *
 * Source: Cognito API Reference, "CreateUserPoolDomain", and the developer guide's reserved words.
 */
export function loginPrefixProblem(prefix: string): string | undefined {
    if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(prefix)) {
        return "must be 1 to 63 lower-case letters, digits and hyphens, and may not start or end with a hyphen";
    }
    const word = reserved.find((candidate) => prefix.includes(candidate));
    return word === undefined ? undefined : `may not contain "${word}"; Cognito reserves ${reserved.join(", ")}`;
}

/**
 * A valid prefix that is the same in every deployment of a stack. Prefixes are unique among everyone's user pools in a region, so a hash
 * of project, stack and domain follows the readable part.
 */
export function defaultLoginPrefix(project: string, stack: string, domain: string): string {
    const hash = createHash("sha256").update([project, stack, domain].join("\n")).digest("hex").slice(0, 8);
    const slug = withoutReserved(domain.replaceAll(/[^a-z0-9]+/g, "-"))
        .slice(0, longestSlug)
        .replaceAll(/^-+|-+$/g, "");
    return slug === "" ? `app-${hash}` : `${slug}-${hash}`;
}

/** Removes the reserved words, and again those that the removal brings together. */
function withoutReserved(text: string): string {
    const shorter = reserved.reduce((rest, word) => rest.replaceAll(word, ""), text);
    return shorter === text ? text : withoutReserved(shorter);
}
