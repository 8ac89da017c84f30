import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { runScript } from "../../harness/streamlit-websocket";

/** Whether a message is "the script has run": protobuf field 6, value 0, at the end of a message that holds nothing else of size. */
function isFinished(data: Buffer): boolean {
    return data.length < 200 && data.at(-2) === 0x30 && data.at(-1) === 0x00;
}

/** Someone with the app open: looks at it for a while, changes something, looks again. */
export class Person {
    readonly #socket: WebSocket;
    readonly #opened: Promise<void>;
    #finished: (() => void) | undefined;
    #failed: ((error: Error) => void) | undefined;

    constructor(port: number) {
        this.#socket = new WebSocket(`ws://127.0.0.1:${port}/_stcore/stream`, ["streamlit"]);
        this.#opened = new Promise((resolve, reject) => {
            this.#socket.on("open", () => resolve());
            this.#socket.on("error", reject);
        });
        this.#socket.on("close", () => this.#failed?.(new Error("The websocket ended.")));
        this.#socket.on("message", (data: Buffer) => {
            if (isFinished(data)) {
                this.#finished?.();
            }
        });
    }

    /** Has the script run once. @returns milliseconds until all of it was there @throws Error when the websocket ends */
    async rerun(): Promise<number> {
        await this.#opened;
        const began = performance.now();
        await new Promise<void>((resolve, reject) => {
            this.#finished = resolve;
            this.#failed = reject;
            this.#socket.send(runScript);
        });
        return performance.now() - began;
    }

    /** @param pause milliseconds between two reruns, evenly spread around that @returns the milliseconds of each rerun */
    async useUntil(end: number, pause: number): Promise<number[]> {
        const took: number[] = [];
        // People do not begin at the same moment.
        await sleep(Math.random() * pause);
        while (performance.now() < end) {
            took.push(await this.rerun());
            await sleep(pause * (0.5 + Math.random()));
        }
        return took;
    }

    close(): void {
        this.#failed = undefined;
        this.#socket.terminate();
    }
}
