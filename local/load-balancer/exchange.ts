import { errorAnswer } from "./answer";
import { flat, type HeaderList } from "./headers";
import type { Forwarding } from "./proxy";
import { clientHeaders } from "./response-headers";
import { writeAnswer } from "./write-answer";

/** One request at its target, until the response has ended: what is the same for a websocket's request and any other. */
export class Exchange {
    #finished = false;
    #joined = false;
    #cancel: () => void = () => undefined;

    constructor(readonly forwarding: Forwarding) {
        const { response } = forwarding;
        response.on("close", () => {
            if (!response.writableFinished && !this.#finished) {
                this.finish();
                this.#cancel();
            }
        });
    }

    /** Whether the target has nothing to do with it any more. */
    get finished(): boolean {
        return this.#finished;
    }

    /** @param cancel ends what is open at the target for it. */
    sent(cancel: () => void): void {
        this.#cancel = cancel;
    }

    /** The target is no longer busy with it. */
    finish(): void {
        if (!this.#finished) {
            this.#finished = true;
            this.forwarding.done();
        }
    }

    /** From now on, both connections are a websocket's. */
    join(): void {
        this.#joined = true;
    }

    /** Ends it from outside: with that status where the response has not begun, else by cutting it off. */
    abort(status: number): void {
        const { response, upgrade, added } = this.forwarding;
        this.finish();
        this.#cancel();
        if (this.#joined) {
            upgrade?.socket.destroy();
        } else if (response.headersSent || response.destroyed) {
            // Else the client would take half a response for a whole one.
            response.destroy();
        } else {
            writeAnswer(response, errorAnswer(status), added, true);
        }
    }

    /** The target failed. */
    fail(error: NodeJS.ErrnoException): void {
        if (!this.#finished) {
            this.#log(`${error.code ?? ""} ${error.message}`);
            this.abort(timeouts.has(error.code) ? 504 : 502);
        }
    }

    /**
     * Begins the client's response with the target's status and headers.
     *
     * @returns false where there is no response to send: it is over for the target too.
     */
    begin(status: number, reason: string, headers: HeaderList): boolean {
        const { response, setCookies, added } = this.forwarding;
        if (response.headersSent || response.destroyed) {
            this.#cancel();
            return false;
        }
        try {
            response.writeHead(status, reason, flat(clientHeaders(headers, setCookies, added)));
            return true;
        } catch (error) {
            // A header that the parser took but Node would not send: "contains HTTP headers that are not valid".
            this.#log(String(error));
            this.abort(502);
            return false;
        }
    }

    #log(what: string): void {
        this.forwarding.log(`target ${this.forwarding.target.id}: ${what}`);
    }
}

/** No connection in time: the load balancer's own limit, and the system's. */
const timeouts: ReadonlySet<string | undefined> = new Set(["UND_ERR_CONNECT_TIMEOUT", "ETIMEDOUT"]);
