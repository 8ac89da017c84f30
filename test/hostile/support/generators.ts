import fc, { type Arbitrary } from "fast-check";
import type { Attempt, Message } from "./message";
import { doses, hosts, methodAndFraming, mostly, target, version, type Dose } from "./request-parts";
import { anyHeader } from "./header-lines";
import { emptyUses, genuineUses, worthlessUses, type SessionUse } from "./sessions";

function message(dose: Dose, session: Arbitrary<SessionUse>, hidden: Arbitrary<Message | undefined>): Arbitrary<Message> {
    return fc
        .record({
            methodAndFraming: methodAndFraming(dose),
            target: target(dose),
            version: version(dose),
            hosts: hosts(dose),
            lines: fc.array(dose.header, { maxLength: 3 }),
            session,
            inside: hidden,
            lineEnd: lineEnd(dose),
        })
        .map(({ methodAndFraming: [method, framing], inside, ...rest }) => ({
            method,
            framing,
            ...rest,
            ...(inside !== undefined && framing !== "none" && { inside }),
        }));
}

const lineEnd = mostly(["\r\n"], ["\n", "\r", "\r\r\n", "\n\r\n"]);

const plain = (session: SessionUse, line: string): Message => ({
    method: "GET",
    target: "/hidden?{mark}",
    version: "HTTP/1.1",
    hosts: ["Host: {host}"],
    lines: [line],
    session,
    framing: "none",
    lineEnd: "\r\n",
});

const bytes = fc.array(fc.nat(255), { maxLength: 4 }).map((codes) => String.fromCharCode(...codes));
const damage = fc.record({
    where: fc.nat(4000),
    remove: fc.nat(6),
    insert: fc.oneof(fc.constantFrom("\r\n", "\n", "\0", "\r\n\r\n"), bytes),
});

function attempt(session: Arbitrary<SessionUse>, beforeDamage: Arbitrary<SessionUse>): Arbitrary<Attempt> {
    // What an attacker hides comes with an identity of its own, since no load balancer adds one to it.
    const hidden = fc.option(
        fc.record({ session, line: anyHeader }).map((parts) => plain(parts.session, parts.line)),
        { nil: undefined, freq: 3 },
    );
    const listener = fc.oneof(
        { weight: 15, arbitrary: fc.constant("https" as const) },
        { weight: 1, arbitrary: fc.constant("http" as const) },
    );
    const whole = (dose: Dose) =>
        fc.record({ listener, messages: fc.array(message(dose, session, hidden), { minLength: 1, maxLength: 3 }) });
    // Damage could turn a hidden request into one in its own right, and spoilt cookies into good ones.
    const damaged = fc.record({ listener, messages: fc.tuple(message(doses.mild, beforeDamage, fc.constant(undefined))), damage });
    return fc.oneof(
        { weight: 5, arbitrary: whole(doses.mild) },
        { weight: 3, arbitrary: whole(doses.wild) },
        { weight: 2, arbitrary: damaged },
    );
}

/** Attempts of people without a session. */
export const strangersAttempt = attempt(fc.constantFrom(...worthlessUses), fc.constantFrom(...emptyUses));
/** Attempts in which some messages come with a session. */
export const membersAttempt = attempt(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...genuineUses) }, { weight: 1, arbitrary: fc.constantFrom(...worthlessUses) }),
    fc.constantFrom(...genuineUses, ...emptyUses),
);
