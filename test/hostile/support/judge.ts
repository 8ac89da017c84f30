import { createPublicKey, verify, type JsonWebKey } from "node:crypto";
import type { RunningStack } from "../../../harness/running-stack";
import type { World } from "./message";
import { markPattern, type RecordedRequest, type Recording } from "./recorder";
import type { UserName } from "./sessions";

const names = ["x-amzn-oidc-accesstoken", "x-amzn-oidc-data", "x-amzn-oidc-identity"];

/** What is wrong with what reached the tasks; nothing: an empty list. */
export type Judge = (recording: Recording, world: World) => Promise<readonly string[]>;

/** A judge who believes signatures only. */
export function createJudge(stack: RunningStack): Judge {
    const subjectOf = createVerifier(stack);
    return async ({ requests, marks }, world) => {
        const problems: string[] = [];
        const seen = new Set<string>();
        const appHost = new URL(`https://${world.host}`).hostname;
        for (const request of requests) {
            const mark = marksOf(request).find((candidate) => world.sent.has(candidate)) ?? "";
            const users = world.sent.get(mark)?.users ?? new Set<UserName>();
            const add = (problem: string): void => void problems.push(`${problem}: ${describe(request)}`);
            if (seen.has(mark)) {
                add("one request reached a task as two");
            }
            seen.add(mark);
            if (users.size === 0) {
                add("a request without a session reached a task");
            }
            const hosts = request.headers.filter(([name]) => name === "host").map(([, value]) => value.replace(/:\d+$/, ""));
            if (hosts.length !== 1 || hosts[0]?.toLowerCase() !== appHost) {
                add("a request to another host reached a task");
            }
            const identities = [...users].map((user) => world.sessions[user].identity);
            for (const problem of await identityProblems(request, identities, subjectOf)) {
                add(problem);
            }
        }
        // Whether or not the task's server made a request of them.
        const strangers = [...marks].filter((mark) => isStranger(mark, world));
        return [
            ...problems,
            ...strangers.map(
                (mark) => `bytes of a request without a session reached a task: ${JSON.stringify(world.sent.get(mark)?.message)}`,
            ),
        ];
    };
}

/** Whose bytes have no business at a task, in whatever form. */
function isStranger(mark: string, { sent }: World): boolean {
    const known = sent.get(mark);
    return known?.users.size === 0 && !known.isCarried;
}

function marksOf({ target, headers }: RecordedRequest): string[] {
    return [target, ...headers.filter(([name]) => name === "x-mark").map(([, value]) => value)].flatMap(
        (text) => text.match(markPattern) ?? [],
    );
}

async function identityProblems(
    { headers }: RecordedRequest,
    identities: readonly string[],
    subjectOf: (name: string, value: string) => Promise<string | undefined>,
): Promise<string[]> {
    const own = headers.filter(([name]) =>
        name
            .toLowerCase()
            .replace(/[^a-z0-9]/g, "-")
            .startsWith("x-amzn-oidc-"),
    );
    const found = own.map(([name]) => name).sort();
    if (found.join() !== names.join()) {
        return [`the identity headers are [${found.join(", ")}]`];
    }
    const subjects = new Set(await Promise.all(own.map(([name, value]) => subjectOf(name, value))));
    const [subject] = subjects;
    return subjects.size === 1 && subject !== undefined && identities.includes(subject) ? [] : ["the identity is forged"];
}

/** Whom a header's value is about, where its signature is the load balancer's or the user pool's. */
function createVerifier({ outputs }: RunningStack): (name: string, value: string) => Promise<string | undefined> {
    const known = new Map<string, Promise<string | undefined>>();
    const pem = async (kid: string) => createPublicKey(await (await fetch(`${outputs.publicKeysUrl}/${encodeURIComponent(kid)}`)).text());
    const jwk = async (kid: string) => {
        const answer = await fetch(`${outputs.cognitoEndpoint}/${outputs.userPoolId}/.well-known/jwks.json`);
        const { keys } = (await answer.json()) as { keys: (JsonWebKey & { kid: string })[] };
        return createPublicKey({ key: keys.find((key) => key.kid === kid) ?? {}, format: "jwk" });
    };
    const subject = async (value: string, keyOf: typeof pem): Promise<string | undefined> => {
        const [head = "", claims = "", signature = ""] = value.split(".");
        const part = (text: string) => JSON.parse(Buffer.from(text, "base64url").toString()) as { kid: string; sub: string };
        const key = { key: await keyOf(part(head).kid), dsaEncoding: "ieee-p1363" } as const;
        const good = verify("sha256", Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, "base64url"));
        return good ? part(claims).sub : undefined;
    };
    return (name, value) => {
        if (name === "x-amzn-oidc-identity") {
            return Promise.resolve(value);
        }
        const verdict = known.get(value) ?? subject(value, name === "x-amzn-oidc-data" ? pem : jwk).catch(() => undefined);
        known.set(value, verdict);
        return verdict;
    };
}

function describe({ type, method, target, headers }: RecordedRequest): string {
    const shown = headers.filter(([name]) => /oidc|mark|host/.test(name)).map(([name, value]) => `${name}: ${value.slice(0, 60)}`);
    return `${type} ${method} ${target.slice(0, 100)} [${shown.join(" | ")}]`;
}
