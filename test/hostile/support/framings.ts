/** How a message says where its body ends. */
type Framing = (body: string) => { readonly lines: readonly string[]; readonly body: string };

const chunked = (body: string, size = body.length.toString(16), end = ""): string => `${size}\r\n${body}\r\n0\r\n${end}\r\n`;
const none = "0\r\n\r\n";

/** Ways for two servers to disagree about where a body ends: each line is one that some server once believed. */
const lengthsThatConflict = [
    ["Content-Length: 0", "Content-Length: {length}"],
    ["Content-Length: {length}", "Content-Length: 0"],
    ["Content-Length: {length}", "Content-Length: {length}"],
    ["Content-Length: 0, {length}"],
    ["Content-Length: +{length}"],
    ["Content-Length: -1"],
    ["Content-Length: 0x{length}"],
    ["Content-Length: {length} 0"],
    ["Content-Length: 1e1"],
    ["Content-Length: 99999999999999999999"],
    ["Content-Length : {length}"],
    ["Content-Length: ", " {length}"],
    ["Content_Length: {length}"],
    ["Content-Length: {length}", "Transfer-Encoding: chunked"],
    ["Transfer-Encoding: chunked", "Content-Length: {length}"],
    ["Content-Length: {length}", "Transfer-Encoding: identity"],
] as const;

const encodings = [
    ["Transfer-Encoding: xchunked"],
    ["Transfer-Encoding : chunked"],
    ["Transfer-Encoding:\x0bchunked"],
    ["Transfer-Encoding: chunked, identity"],
    ["Transfer-Encoding: identity, chunked"],
    ["Transfer-Encoding: identity", "Transfer-Encoding: chunked"],
    ["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"],
    ["Transfer-Encoding: chunked", "Transfer-Encoding: x"],
    ["Transfer-Encoding: ", " chunked"],
    ['Transfer-Encoding: "chunked"'],
    ["Transfer-Encoding: chunked;q=1"],
    ["Transfer-Encoding: gzip, chunked"],
    ["Transfer_Encoding: chunked"],
    ["X: y\nTransfer-Encoding: chunked"],
    ["X: y\rTransfer-Encoding: chunked"],
    [" Transfer-Encoding: chunked"],
    ["TRANSFER-ENCODING: CHUNKED", "content-length: 3"],
] as const;

/** Sizes of a chunk; `-`: the true one. */
const chunkSizes = [
    "0x{size}",
    "{size};a=b",
    "{size} ",
    " {size}",
    "{size}\n",
    "+{size}",
    "0000{size}",
    "F{size}",
    "-1",
    "FFFFFFFFFFFFFFFF1",
    "{size};\n",
    "g",
];

const plain = {
    none: () => ({ lines: [], body: "" }),
    length: (body: string) => ({ lines: [`Content-Length: ${body.length}`], body }),
    chunked: (body: string) => ({ lines: ["Transfer-Encoding: chunked"], body: chunked(body) }),
    // The rest comes never, or in what follows.
    "too short": (body: string) => ({ lines: [`Content-Length: ${body.length + 1000}`], body }),
    trailers: (body: string) => ({
        lines: ["Transfer-Encoding: chunked", "Trailer: x-amzn-oidc-identity, cookie"],
        body: chunked(body, undefined, "x-amzn-oidc-identity: admin\r\nx-amzn-oidc-data: e30=.e30=.AA==\r\ncontent-length: 9\r\n"),
    }),
} satisfies Record<string, Framing>;

export type FramingName = keyof typeof plain | `conflict ${string}`;

/** Where the two readings are a body and none, the body is a whole request; so is what comes after an empty last chunk. */
const conflicts: Record<`conflict ${string}`, Framing> = Object.fromEntries([
    ...lengthsThatConflict.map((lines): [string, Framing] => [
        `conflict ${lines.join(" | ")}`,
        (body) => ({ lines: lines.map((line) => line.replace("{length}", String(body.length))), body }),
    ]),
    ...encodings.map((lines): [string, Framing] => [
        `conflict ${lines.join(" | ")}`,
        (body) => ({ lines: [...lines, `Content-Length: ${none.length + body.length}`], body: none + body }),
    ]),
    ...encodings.map((lines): [string, Framing] => [`conflict bare ${lines.join(" | ")}`, (body) => ({ lines, body: chunked(body) })]),
    ...chunkSizes.map((size): [string, Framing] => [
        `conflict chunk ${size}`,
        (body) => ({ lines: ["Transfer-Encoding: chunked"], body: chunked(body, size.replace("{size}", body.length.toString(16))) }),
    ]),
]);

const framings: ReadonlyMap<string, Framing> = new Map(Object.entries({ ...plain, ...conflicts }));

/** @param name names it and not the function, so that a failure prints legibly */
export function frame(name: FramingName, body: string): ReturnType<Framing> {
    const framing = framings.get(name);
    if (framing === undefined) {
        throw new Error(`There is no framing ${name}.`);
    }
    return framing(body);
}

export const goodFramings = Object.keys(plain) as FramingName[];
export const badFramings = Object.keys(conflicts) as FramingName[];
