import { randomBytes } from "node:crypto";
import { frame, type FramingName } from "./framings";
import { sessionUses, type Sessions, type SessionUse, type UserName } from "./sessions";

/** One request, as pieces of text. In each, `{mark}`, `{host}`, `{other}` (a user's genuine signed claims) are filled in when it is written. */
export interface Message {
    readonly method: string;
    readonly target: string;
    readonly version: string;
    readonly hosts: readonly string[];
    /** Header lines, good ones and bad ones. */
    readonly lines: readonly string[];
    readonly session: SessionUse;
    readonly framing: FramingName;
    /** A whole request in the body, where a server that reads the framing in another way would find it. */
    readonly inside?: Message;
    readonly lineEnd: string;
}

/** What one connection sends. */
export interface Attempt {
    readonly listener: "https" | "http";
    /** One after the other, without waiting for answers. */
    readonly messages: readonly Message[];
    /** Bytes put somewhere into a single message, or taken out of it. */
    readonly damage?: { readonly where: number; readonly remove: number; readonly insert: string };
}

/** What the judge must know of a message that was sent. */
export interface Sent {
    readonly message: Message;
    /** Whose request it may be; nobody's: it must not reach a task. */
    readonly users: ReadonlySet<UserName>;
    /** Comes after, or inside of, a request with a session: a task may get its bytes, as a body or by a websocket, but not as a request. */
    readonly isCarried: boolean;
}

export interface World {
    /** Host name and port of the app. */
    readonly host: string;
    readonly sessions: Sessions;
    /** Every message ever written, by its mark. */
    readonly sent: Map<string, Sent>;
}

/** The bytes of an attempt. Their messages are known to the world from now on. */
export function write(attempt: Attempt, world: World): Buffer {
    let isCarried = false;
    const texts = attempt.messages.map((message) => {
        const written = writeMessage(message, world, { isInside: false, isCarried });
        isCarried ||= written.users.length > 0;
        return written.text;
    });
    return Buffer.from(damaged(texts.join(""), attempt.damage), "latin1");
}

function writeMessage(message: Message, world: World, { isInside, isCarried }: { isInside: boolean; isCarried: boolean }) {
    const mark = `mk${randomBytes(5).toString("hex")}`;
    const { cookies, users } = sessionUses[message.session](world.sessions);
    world.sent.set(mark, { message, users: new Set(isInside ? [] : users), isCarried });
    const around = { isInside: true, isCarried: isCarried || users.length > 0 };
    const inside = message.inside === undefined ? "hello" : writeMessage(message.inside, world, around).text;
    const framed = frame(message.framing, inside);
    const head = [
        [message.method, message.target, message.version].join(" ").trimEnd(),
        ...message.hosts,
        `X-Mark: ${mark}`,
        ...message.lines,
        ...cookies,
        ...framed.lines,
    ];
    const fill = (text: string): string =>
        text.replaceAll("{mark}", mark).replaceAll("{host}", world.host).replaceAll("{other}", world.sessions.eve.data);
    return { users, text: head.map((line) => fill(line) + message.lineEnd).join("") + message.lineEnd + framed.body };
}

function damaged(text: string, damage: Attempt["damage"]): string {
    if (damage === undefined) {
        return text;
    }
    const where = damage.where % text.length;
    return text.slice(0, where) + damage.insert + text.slice(where + damage.remove);
}
