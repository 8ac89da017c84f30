import fc, { type Arbitrary, type RunDetails } from "fast-check";
import { createMember } from "../../../harness/cognito";
import type { RunningStack } from "../../../harness/running-stack";
import { Visitor } from "../../../harness/visitor";
import { countAnswers, createSender, type Sender } from "./conversation";
import { createJudge, type Judge } from "./judge";
import { write, type Attempt, type World } from "./message";
import type { Recorder } from "./recorder";
import type { UserSession } from "./sessions";

const password = "Correct-horse-7";
/** Connections at a time. */
const most = 40;

/** What an attack did, in numbers. */
export interface Tally {
    connections: number;
    /** Whole requests that were sent, the hidden ones among them. */
    requests: number;
    answers: number;
    /** Requests that reached a task. */
    forwarded: number;
}

/** A stack whose tasks record, with two people who are signed in. */
export interface Siege {
    /**
     * Sends about so many attempts and judges after each handful what reached the tasks.
     *
     * @returns fast-check's findings: whether it failed, and the smallest attempts found with which it does
     */
    attack(attempts: Arbitrary<Attempt>, about: number, shrink?: boolean): Promise<{ details: RunDetails<[Attempt[]]>; tally: Tally }>;
}

export async function besiege(stack: RunningStack, recorder: Recorder): Promise<Siege> {
    await createMember(stack, { username: "ada", password });
    await createMember(stack, { username: "eve", password });
    const sessions = { ada: await signIn(stack, recorder, "ada"), eve: await signIn(stack, recorder, "eve") };
    const world: World = { host: new URL(stack.outputs.url).host, sessions, sent: new Map() };
    const tools = { stack, recorder, world, send: createSender(stack), judge: createJudge(stack) };
    return {
        async attack(attempts, about, shrink = true) {
            const tally = { connections: 0, requests: 0, answers: 0, forwarded: 0 };
            const property = fc.asyncProperty(fc.array(attempts, { minLength: 1, maxLength: most, size: "max" }), async (batch) => {
                const problems = await attackOnce(batch, tools, tally);
                if (problems.length > 0) {
                    throw new Error(problems.slice(0, 5).join("\n"));
                }
            });
            const numRuns = Math.ceil(about / (most / 2));
            const details = await fc.check(property, { numRuns, endOnFailure: !shrink, interruptAfterTimeLimit: 60_000 + about * 50 });
            return { details, tally };
        },
    };
}

interface Tools {
    readonly stack: RunningStack;
    readonly recorder: Recorder;
    readonly world: World;
    readonly send: Sender;
    readonly judge: Judge;
}

async function attackOnce(
    batch: readonly Attempt[],
    { stack, recorder, world, send, judge }: Tools,
    tally: Tally,
): Promise<readonly string[]> {
    const before = world.sent.size;
    const answers = await Promise.all(batch.map((attempt) => send(attempt.listener, write(attempt, world), attempt.messages.length)));
    const recording = await recorder.read(stack);
    tally.connections += batch.length;
    tally.requests += world.sent.size - before;
    tally.answers += answers.reduce((sum, answer) => sum + countAnswers(answer), 0);
    tally.forwarded += recording.requests.length;
    return judge(recording, world);
}

/** Signs in, and takes note of what the load balancer tells the task about the user. */
async function signIn(stack: RunningStack, recorder: Recorder, username: string): Promise<UserSession> {
    const visitor = new Visitor(stack);
    const callback = await visitor.signIn("/", username, password);
    await recorder.read(stack);
    await visitor.open(callback.location);
    const headers = new Map((await recorder.read(stack)).requests.at(-1)?.headers);
    const data = headers.get("x-amzn-oidc-data") ?? "";
    const claims = JSON.parse(Buffer.from(data.split(".")[1] ?? "", "base64url").toString()) as { sub: string; nickname: string };
    if (claims.nickname !== username) {
        throw new Error(`${username} was signed in as ${claims.nickname}.`);
    }
    return { identity: claims.sub, data, cookies: new Map(visitor.appCookies()) };
}
