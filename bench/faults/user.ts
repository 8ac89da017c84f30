import { setTimeout as sleep } from "node:timers/promises";
import type { RunningStack } from "../../harness/running-stack";
import { Visitor, type Answer } from "../../harness/visitor";
import { openAppSocket, type AppSocket } from "./app-socket";

/** What a user can notice. */
export type What = "request" | "websocket" | "app session" | "sign-in";

/** One thing that went well or was lost. */
export interface Event {
    readonly what: What;
    readonly lost: boolean;
    /** Milliseconds since the epoch. */
    readonly at: number;
    /** Milliseconds that it took. */
    readonly took: number;
    /** Process of the task that the user was at. */
    readonly task: number | undefined;
    readonly why?: string;
}

/** Milliseconds between a user's requests. */
const pace = 300;
/** Milliseconds after which a user takes a request for lost. */
const patience = 5_000;
/** Requests in a row that say "not signed in" until the user signs in again. */
const refusals = 3;

/** Someone who is signed in, asks all the time, and keeps a websocket open. */
export class User {
    readonly events: Event[] = [];
    #visitor!: Visitor;
    #task: number | undefined;
    #socket: AppSocket | undefined;
    #session: string | undefined;
    #lostSocket: { readonly at: number; readonly task: number | undefined } = { at: 0, task: undefined };
    #refused = 0;
    #loops: Promise<unknown>[] = [];
    readonly #end = new AbortController();

    /** @param stack the one that runs at the moment */
    constructor(
        readonly name: string,
        private readonly password: string,
        private readonly stack: () => RunningStack,
    ) {}

    /** Whether everything works as it should. */
    get isWell(): boolean {
        const last = this.events.findLast(({ what }) => what === "request");
        return this.#socket !== undefined && last?.lost === false;
    }

    get task(): number | undefined {
        return this.#task;
    }

    get cookies(): ReadonlyMap<string, string> {
        return this.#visitor.appCookies();
    }

    /** Streamlit's id of the user's session. */
    get session(): string | undefined {
        return this.#session;
    }

    send(address: string, sending: Parameters<Visitor["send"]>[1] = {}): Promise<Answer> {
        return this.#visitor.send(address, sending);
    }

    /** @throws Error when the login fails */
    async signIn(): Promise<void> {
        this.#visitor = new Visitor(this.stack(), patience);
        const callback = await this.#visitor.signIn("/", this.name, this.password);
        const page = await this.#visitor.open(callback.location);
        if (page.status !== 200 || new URL(page.url).origin !== new URL(this.stack().outputs.url).origin) {
            throw new Error(`${this.name} cannot sign in: ${page.status} at ${page.url}`);
        }
    }

    /** Begins the traffic; resolves when the first websocket is open. */
    async begin(): Promise<void> {
        await this.#ask();
        await this.#connect();
        this.#loops = [this.#repeat(() => this.#ask()), this.#repeat(() => this.#keepSocket())];
    }

    async stop(): Promise<void> {
        this.#end.abort();
        this.#socket?.close();
        await Promise.all(this.#loops);
    }

    async #repeat(step: () => Promise<void>): Promise<void> {
        while (!this.#end.signal.aborted) {
            await step();
            await sleep(pace, undefined, { signal: this.#end.signal }).catch(() => undefined);
        }
    }

    async #ask(): Promise<void> {
        const at = Date.now();
        const task = this.#task;
        try {
            const answer = await this.send("/_session");
            this.#note({ what: "request", lost: answer.status !== 200, at, task, why: String(answer.status) });
            this.#refused = answer.status === 401 ? this.#refused + 1 : 0;
            if (answer.status === 200) {
                this.#task = Number(answer.headers["x-task"]);
            }
        } catch (error) {
            this.#note({ what: "request", lost: true, at, task, why: reason(error) });
        }
        if (this.#refused >= refusals && !this.#end.signal.aborted) {
            await this.#signInAgain();
        }
    }

    async #signInAgain(): Promise<void> {
        const [at, task] = [Date.now(), this.#task];
        try {
            await this.signIn();
            this.#refused = 0;
            this.#note({ what: "sign-in", lost: true, at, task, why: "had to sign in again" });
        } catch (error) {
            this.#note({ what: "request", lost: true, at, task, why: `sign-in: ${reason(error)}` });
        }
    }

    async #keepSocket(): Promise<void> {
        const at = Date.now();
        const socket = this.#socket;
        if (socket === undefined) {
            // As a page does: only where requests are answered, and so with the cookie of the task that answers them.
            if (this.#asksSince(this.#lostSocket.at)) {
                await this.#connect().catch(() => undefined);
            }
        } else if (!(await socket.ping()) && this.#socket === socket) {
            this.#loseSocket(at, "silent");
            socket.close();
        }
    }

    async #connect(): Promise<void> {
        const [at, task, before] = [Date.now(), this.#task, this.#session];
        const onClose = (): void => {
            if (this.#socket === socket && !this.#end.signal.aborted) {
                this.#loseSocket(Date.now(), "closed");
            }
        };
        const socket = await openAppSocket({
            outputs: this.stack().outputs,
            cookies: this.cookies,
            ...(before !== undefined && { session: before }),
            onClose,
        });
        this.#socket = socket;
        this.#session = socket.session;
        this.#note({ what: "websocket", lost: false, at, task });
        if (before !== undefined && before !== socket.session) {
            this.#note({ what: "app session", lost: true, at, task: this.#lostSocket.task, why: "another session" });
        }
    }

    #asksSince(time: number): boolean {
        const last = this.events.findLast(({ what }) => what === "request");
        return last?.lost === false && last.at > time;
    }

    #loseSocket(at: number, why: string): void {
        this.#note({ what: "websocket", lost: true, at, task: this.#task, why });
        this.#socket = undefined;
        this.#lostSocket = { at: Date.now(), task: this.#task };
    }

    #note(event: Omit<Event, "took">): void {
        if (!this.#end.signal.aborted) {
            this.events.push({ ...event, took: Date.now() - event.at });
        }
    }
}

function reason(error: unknown): string {
    return error instanceof Error
        ? error.name === "AbortError" || error.name === "TimeoutError"
            ? "no answer"
            : error.message
        : String(error);
}
