/** What a mail program makes a link of: an address with or without its protocol, and whatever an HTML attribute leads to. */
const addresses = /(?:\b[a-z][a-z0-9+.-]*:)?\/\/[^\s"'<>]+|\bwww\.[^\s"'<>]+|\b(?:href|src|action|formaction)\s*=\s*["']?[^\s"'>]+/gi;

/** A mail address, to which one can only write. */
const mailAddresses = /[^\s"'<>(),;:@]+@[\p{L}\p{N}.-]+(?![\p{L}\p{N}.:/?#@-])/gu;

/** A host by itself, with or without a path: `evil.example/login`, `192.0.2.1`. */
const bareHosts =
    /(?<![\p{L}\p{N}])(?:(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+(?:xn--[a-z0-9-]+|\p{L}{2,})|\d{1,3}(?:\.\d{1,3}){3})(?![\p{L}\p{N}])(?:[:/?#][^\s"'<>]*)?/giu;

/** Characters of links that HTML can write by their names. Source: HTML Standard, "Named character references". */
const named: Readonly<Record<string, string>> = {
    amp: "&",
    colon: ":",
    commat: "@",
    hyphen: "-",
    num: "#",
    period: ".",
    quest: "?",
    sol: "/",
};

/** Where a mail leads, link by link, as a mail program sees its HTML. */
export function linksIn(html: string): string[] {
    const text = withCharacters(html);
    const found = [...text.matchAll(addresses)].map(([link]) => link.replace(/^\w+\s*=\s*["']?/, ""));
    // An address has its host in it, which is no second link.
    const rest = text.replace(addresses, " ").replace(mailAddresses, " ");
    return [...found, ...[...rest.matchAll(bareHosts)].map(([host]) => host)];
}

/** A text with its character references read. */
function withCharacters(html: string): string {
    return html.replace(
        /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));?/gi,
        (written: string, hex?: string, decimal?: string, name?: string) => {
            const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
            const isCharacter = code <= 0x10ffff;
            return name === undefined ? (isCharacter ? String.fromCodePoint(code) : written) : (named[name.toLowerCase()] ?? written);
        },
    );
}
