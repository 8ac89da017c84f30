import fc, { type Arbitrary } from "fast-check";

type Spelling = (name: string) => string;

/** Spellings that are still a header's name. */
const validSpellings: readonly Spelling[] = [
    (name) => name,
    (name) => name.toUpperCase(),
    (name) => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()),
    (name) => name.replaceAll("-", "_"),
    (name) => name.replaceAll("-", "_").toUpperCase(),
    (name) => name.replace("-", "_"),
    (name) => name.replace(/-(?=[^-]*$)/, "_"),
    (name) => name.replaceAll("-", "."),
    (name) => `http_${name}`,
];

/** Spellings that some server takes for the name. */
const brokenSpellings: readonly Spelling[] = [
    (name) => name.replaceAll("-", " "),
    (name) => name.replaceAll("-", "\xad"),
    (name) => `${name} `,
    (name) => `${name}\t`,
    (name) => ` ${name}`,
    (name) => `\t${name}`,
    (name) => `${name}\x00`,
    (name) => `${name}\x0b`,
    (name) => `:${name}`,
    (name) => `\xef\xbb\xbf${name}`,
    (name) => name.replace("o", "\xba"),
    (name) => name.replace("i", "\u0131").replace(/[^\0-\xff]/g, "\xb9"),
];

/** Names by which a task could take the sender for somebody. */
const identityName = (spellings: readonly Spelling[]): Arbitrary<string> =>
    fc
        .tuple(
            fc.constantFrom("x-amzn-oidc-identity", "x-amzn-oidc-data", "x-amzn-oidc-accesstoken", "x-amzn-oidc-"),
            fc.constantFrom(...spellings),
        )
        .map(([name, spell]) => spell(name));

const identityValue = fc.constantFrom(
    "admin",
    "",
    // Somebody else's, and genuine.
    "{other}",
    "{other}, {other}",
    // {"alg":"none"}, {"sub":"admin"}
    "eyJhbGciOiJub25lIn0=.eyJzdWIiOiJhZG1pbiJ9.",
    "e30=.e30=.AA==",
    "\r\n admin",
    "admin\x00",
    "a".repeat(9000),
);

const validForged = fc
    .tuple(identityName(validSpellings), fc.constantFrom("admin", "{other}", "eyJhbGciOiJub25lIn0=.eyJzdWIiOiJhZG1pbiJ9."))
    .map(([name, value]) => `${name}: ${value}`);

const brokenForged = fc
    .tuple(identityName([...validSpellings, ...brokenSpellings]), identityValue, fc.constantFrom(": ", ":", " : ", ":\t", "=", ": \r\n "))
    .map(([name, value, colon]) => `${name}${colon}${value}`);

/** Lines that mean something to some server, though they should mean nothing here. */
const validTricks = fc.constantFrom(
    "Connection: x-amzn-oidc-identity, x-amzn-oidc-data, x-amzn-oidc-accesstoken",
    "Connection: close, cookie, host, x-forwarded-for",
    "Connection: keep-alive",
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 12\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Key: y",
    "Connection: Upgrade\r\nUpgrade: WebSocket, h2c",
    "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
    "Connection: Upgrade\r\nUpgrade: TLS/1.0",
    "Upgrade: websocket",
    "X-Forwarded-For: 127.0.0.1",
    "X-Forwarded-For: 10.0.0.1, 10.0.0.2\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Port: 1\r\nX-Forwarded-User: admin",
    "Forwarded: for=127.0.0.1;host=other;proto=http",
    "X-Original-URL: /signed-out\r\nX-Rewrite-URL: /signed-out",
    "X-HTTP-Method-Override: TRACE",
    "Authorization: Bearer {other}",
    "Expect: 100-continue",
    "Expect: x",
    "TE: trailers, deflate",
    "Max-Forwards: 0",
    "X-Amzn-Trace-Id: Self=1;Root=2;x-amzn-oidc-identity=admin",
    "Origin: null",
    "Origin: https://evil.example.com",
    "User-Agent: ELB-HealthChecker/2.0",
    "Keep-Alive: timeout=0",
    "Proxy-Connection: close",
    "Accept-Encoding: chunked",
    "Accept: */*",
    "Origin: https://{host}",
    "Content-Type: text/plain",
);

const brokenTricks = fc.constantFrom(
    " folded",
    "\tfolded: x",
    "no colon",
    ": no name",
    "",
    "X: \x7f\x01",
    "X: a\rb",
    "X: a\nx-amzn-oidc-identity: admin",
    "X: a\r\n\r\nx-amzn-oidc-identity: admin",
    "X\x80: \xff",
    `X: ${"a".repeat(17_000)}`,
    Array.from({ length: 300 }, (_, number) => `X-${number}: x`).join("\r\n"),
);

const noise = fc
    .tuple(fc.string({ maxLength: 12 }), fc.array(fc.nat(255), { maxLength: 20 }))
    .map(([name, codes]) => `${name.replace(/[^\0-\xff]/g, "?")}: ${String.fromCharCode(...codes)}`);

/** A header, or a few, that a server has no reason to refuse. */
export const validHeader: Arbitrary<string> = fc.oneof(validForged, validTricks);

/** Whatever an attacker might send as a header. */
export const anyHeader: Arbitrary<string> = fc.oneof(
    { weight: 4, arbitrary: validHeader },
    { weight: 4, arbitrary: brokenForged },
    { weight: 3, arbitrary: brokenTricks },
    { weight: 1, arbitrary: noise },
);
