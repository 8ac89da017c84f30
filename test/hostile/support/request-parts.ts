import fc, { type Arbitrary } from "fast-check";
import { badFramings, goodFramings, type FramingName } from "./framings";
import { anyHeader, validHeader } from "./header-lines";

/** How much of a message is broken. A server stops reading at the first thing that it does not like: more breaks hide one another. */
export interface Dose {
    /** Good values for each bad one. */
    readonly good: number;
    readonly header: Arbitrary<string>;
}

export const doses = {
    mild: { good: 40, header: validHeader },
    wild: { good: 4, header: anyHeader },
} satisfies Record<string, Dose>;

export type Mostly<T> = (dose: Dose) => Arbitrary<T>;
export const mostly =
    <T>(good: readonly T[], bad: readonly T[]): Mostly<T> =>
    (dose) =>
        fc.oneof({ weight: dose.good, arbitrary: fc.constantFrom(...good) }, { weight: 1, arbitrary: fc.constantFrom(...bad) });

const oddMethods = [
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "get",
    "G ET",
    "",
    "PRI",
    "GET\x00",
    "POST\t",
    "M-SEARCH",
    "X".repeat(300),
    "GET /x HTTP/1.1\r\nX:",
    "\r\n\r\nGET",
];
const bodiless = ["GET", "GET", "HEAD", "OPTIONS"];
const withBody = ["POST", "PUT", "PATCH", "DELETE"];

/** Together, because the program's load balancer refuses a body where the method has none. */
export const methodAndFraming: Mostly<readonly [method: string, framing: FramingName]> = (dose) => {
    const pair = (methods: readonly string[], framings: readonly FramingName[]) =>
        fc.tuple(fc.constantFrom(...methods), fc.constantFrom(...framings));
    return fc.oneof(
        { weight: dose.good, arbitrary: pair(bodiless, ["none"]) },
        { weight: dose.good, arbitrary: pair(withBody, goodFramings) },
        { weight: 2 + Math.ceil(dose.good / 8), arbitrary: pair(withBody, badFramings) },
        { weight: 2, arbitrary: pair(bodiless, [...goodFramings, ...badFramings]) },
        { weight: 1, arbitrary: pair(oddMethods, ["none", "none", ...goodFramings]) },
    );
};

export const version = mostly(
    ["HTTP/1.1"],
    ["HTTP/1.0", "HTTP/0.9", "", "HTTP/2.0", "HTTP/1.2", "http/1.1", "HTTP/01.1", "HTTP/9.9", "HTTP/1.1 x", "HTTP/1,1"],
);

const paths = [
    "/",
    "/app",
    "/_stcore/health",
    "/_stcore/stream",
    "/_stcore/upload_file/1/2",
    "/_session",
    "/_session/page.js",
    "/sign-out",
    "/static/a.js",
];

/** Ways to spell a path so that the rule that guards it might not see it. */
const disguises: readonly ((path: string) => string)[] = [
    (path) => `/x/..${path}`,
    (path) => `/signed-out/..${path}`,
    (path) => `/signed-out/%2e%2e${path}`,
    (path) => `/signed-out;${path}`,
    (path) => `/signed-out%3f${path}`,
    (path) => `/signed-out%00${path}`,
    (path) => `/.${path}`,
    (path) => `/${path}`,
    (path) => `//${path}`,
    (path) => path.replaceAll("/", "/./"),
    (path) => path.replaceAll("/", "%2f"),
    (path) => path.replaceAll("/", "\\"),
    (path) => path.toUpperCase(),
    (path) => path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
    (path) => path.replace(/[a-z]/, (letter) => `%25${letter.charCodeAt(0).toString(16)}`),
    (path) => `${path}%20`,
    (path) => `${path} `,
    (path) => `${path}\t`,
    (path) => `${path}#`,
    (path) => `${path}/..;/`,
    (path) => `${path}\xc0\xaf`,
    (path) => `${path}%c0%ae%c0%ae/`,
    (path) => `${path}\x00`,
    (path) => `https://{host}${path}`,
    (path) => `http://{host}${path}`,
    (path) => `HTTPS://{host}${path}`,
    (path) => `https://other.example.com${path}`,
    (path) => `https://user@{host}${path}`,
    (path) => `//{host}${path}`,
    (path) => `{host}${path}`,
    (path) => path.slice(1),
    (path) => `${path}${"/a".repeat(9000)}`,
];

const appTarget: Mostly<string> = (dose) =>
    fc
        .tuple(
            fc.constantFrom(...paths),
            fc.oneof(
                { weight: Math.ceil(dose.good / 4), arbitrary: fc.constant(undefined) },
                { weight: 1, arbitrary: fc.constantFrom(...disguises) },
            ),
        )
        .map(([path, disguise]) => `${disguise?.(path) ?? path}?{mark}`);
export const target: Mostly<string> = (dose) =>
    fc.oneof(
        { weight: 2 * dose.good, arbitrary: appTarget(dose) },
        {
            weight: 1,
            arbitrary: fc.constantFrom(
                "*",
                "",
                "?{mark}",
                "/signed-out?{mark}",
                "/signed-out",
                "/oauth2/idpresponse?code={mark}&state={mark}",
                "/oauth2/idpresponse",
                "{host}:443",
                "/oauth2/idpresponse?code=a&code=b&state=",
                "/?redirect=https://evil.example.com&{mark}",
                "/\r\nX-Amzn-Oidc-Identity: admin\r\n{mark}",
            ),
        },
    );

export const hosts = mostly<readonly string[]>(
    [["Host: {host}"]],
    [
        [],
        ["Host:"],
        ["Host: other.example.com"],
        ["Host: {host}", "Host: other.example.com"],
        ["Host: other.example.com", "Host: {host}"],
        ["Host: {host}", "Host: {host}"],
        ["host: {host}"],
        ["HOST:{host}"],
        ["Host: {host}."],
        ["Host: {host}:1"],
        ["Host: user@{host}"],
        ["Host: {host}/x"],
        ["Host: {host},other.example.com"],
        ["Host: {host} other.example.com"],
        ["Host : {host}"],
        [" Host: {host}"],
        ["Host: 127.0.0.1"],
        ["Host: localhost"],
        ["Host: [::1]"],
        ["Host: {host}#"],
        ["Host: \x00{host}"],
        ["Host: xn--{host}"],
        ["X-Forwarded-Host: {host}"],
        ["Host: other.example.com", "X-Forwarded-Host: {host}"],
        ["Host:", " {host}"],
    ],
);
