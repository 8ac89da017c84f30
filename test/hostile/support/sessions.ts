import { withOtherCharacter } from "../../support/other-character";

/** Users that have a session in the test. */
export type UserName = "ada" | "eve";

export interface UserSession {
    /** Their `sub`. */
    readonly identity: string;
    /** Genuine signed claims, which somebody might send as if they were his own. */
    readonly data: string;
    /** The load balancer's cookies: session shards and stickiness. */
    readonly cookies: ReadonlyMap<string, string>;
}

export type Sessions = Readonly<Record<UserName, UserSession>>;

/** Cookie header lines, and the users whose request it may be with them. None: the request must not reach a task. */
export interface Cookies {
    readonly cookies: readonly string[];
    readonly users: readonly UserName[];
}

type Pairs = readonly (readonly [name: string, value: string])[];

const line = (pairs: Pairs): string => `Cookie: ${pairs.map(([name, value]) => `${name}=${value}`).join("; ")}`;
const isShard = ([name]: readonly [string, string]): boolean => name.startsWith("AWSELBAuthSessionCookie-");
const all = (session: UserSession): Pairs => [...session.cookies];
const shards = (session: UserSession): Pairs => all(session).filter(isShard);
/** Ada's shards with one change to each value or name. */
const changed =
    (change: (name: string, value: string) => readonly [string, string]) =>
    (sessions: Sessions): Cookies => ({
        cookies: [line(shards(sessions.ada).map(([name, value]) => change(name, value)))],
        users: [],
    });
const swapCase = (text: string): string =>
    text.replace(/[a-z]/gi, (letter) => (letter > "Z" ? letter.toUpperCase() : letter.toLowerCase()));

const genuine = {
    ada: ({ ada }) => ({ cookies: [line(all(ada))], users: ["ada"] }),
    eve: ({ eve }) => ({ cookies: [line(all(eve))], users: ["eve"] }),
    "ada without stickiness": ({ ada }) => ({ cookies: [line(shards(ada))], users: ["ada"] }),
    "ada among others": ({ ada }) => ({
        cookies: [`Cookie: a=b; ;;=; x; ${line(shards(ada)).slice(8)}; AWSALB=x; AWSALBAuthNonce=y; \xff=\x80`],
        users: ["ada"],
    }),
    "ada in a header of odd case": ({ ada }) => ({ cookies: [line(all(ada)).replace("Cookie", "cOOKIE")], users: ["ada"] }),
    "ada in several headers": ({ ada }) => ({ cookies: ["Cookie: a=b", line(shards(ada)), "Cookie: c=d"], users: ["ada"] }),
    "ada, then garbage": ({ ada }) => ({ cookies: [line(shards(ada)), "Cookie: AWSELBAuthSessionCookie-0=x"], users: ["ada"] }),
    "ada, then eve": ({ ada, eve }) => ({ cookies: [line(shards(ada)), line(shards(eve))], users: ["ada", "eve"] }),
} satisfies Record<string, (sessions: Sessions) => Cookies>;

/** Without anything genuine in it: no damage turns it into a session. */
const empty = {
    none: () => ({ cookies: [], users: [] }),
    "not base64": () => ({ cookies: ["Cookie: AWSELBAuthSessionCookie-0=\xff\x00!{}"], users: [] }),
    "four large shards": () => ({
        cookies: [0, 1, 2, 3].map((number) => `Cookie: AWSELBAuthSessionCookie-${number}=${"A".repeat(3900)}`),
        users: [],
    }),
} satisfies Record<string, (sessions: Sessions) => Cookies>;

const worthless = {
    ...empty,
    "a bit flipped at the start": changed((name, value) => [name, withOtherCharacter(value, 3)]),
    "a bit flipped in the middle": changed((name, value) => [name, withOtherCharacter(value, value.length >> 1)]),
    "the tag flipped": changed((name, value) => [name, withOtherCharacter(value, value.length - 4)]),
    "cut short": changed((name, value) => [name, value.slice(0, -8)]),
    "with more at the end": changed((name, value) => [name, `${value}AAAA`]),
    "the other case": changed((name, value) => [name, swapCase(value)]),
    "a name in another case": changed((name, value) => [name.toLowerCase(), value]),
    "a name without its number": changed((name, value) => [name.replace(/-\d$/, ""), value]),
    "shards from 1": changed((name, value) => [name.replace(/\d$/, (digit) => String(Number(digit) + 1)), value]),
    "in quotes": changed((name, value) => [name, `"${value}"`]),
    "percent-encoded": changed((name, value) => [name, `%${value.charCodeAt(0).toString(16)}${value.slice(1)}`]),
    "twice over": changed((name, value) => [name, value + value]),
    "as the stickiness cookie": changed((_, value) => ["AWSALB", value]),
    "garbage, then ada": ({ ada }) => ({ cookies: ["Cookie: AWSELBAuthSessionCookie-0=x", line(shards(ada))], users: [] }),
    "ada and a shard too many": ({ ada }) => ({
        cookies: [`${line(shards(ada))}; AWSELBAuthSessionCookie-${shards(ada).length}=AAAA`],
        users: [],
    }),
    "ada's shard and then eve's": ({ ada, eve }) => ({
        cookies: [line([...shards(ada), ...shards(eve)].map(([, value], index) => [`AWSELBAuthSessionCookie-${index}`, value]))],
        users: [],
    }),
    "half ada, half eve": ({ ada, eve }) => {
        const [[name = "", a = ""] = [], [, e = ""] = []] = [shards(ada)[0], shards(eve)[0]];
        return { cookies: [line([[name, a.slice(0, a.length >> 1) + e.slice(a.length >> 1)]])], users: [] };
    },
    "the stickiness cookie as a session": ({ ada }) => ({
        cookies: [line([["AWSELBAuthSessionCookie-0", ada.cookies.get("AWSALB") ?? "x"]])],
        users: [],
    }),
    "in another header": ({ ada }) => ({ cookies: [line(all(ada)).replace("Cookie:", "Cookie2:")], users: [] }),
    "in a header with an underscore": ({ ada }) => ({ cookies: [line(all(ada)).replace("Cookie:", "_Cookie:")], users: [] }),
    "in Set-Cookie": ({ ada }) => ({ cookies: [line(all(ada)).replace("Cookie:", "Set-Cookie:")], users: [] }),
} satisfies Record<string, (sessions: Sessions) => Cookies>;

export type SessionUse = keyof typeof genuine | keyof typeof worthless;
export const sessionUses: Readonly<Record<SessionUse, (sessions: Sessions) => Cookies>> = { ...genuine, ...worthless };
export const genuineUses = Object.keys(genuine) as (keyof typeof genuine)[];
export const emptyUses = Object.keys(empty) as (keyof typeof empty)[];
export const worthlessUses = Object.keys(worthless) as (keyof typeof worthless)[];
