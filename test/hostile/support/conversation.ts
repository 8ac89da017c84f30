import { readFileSync } from "node:fs";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls, createSecureContext, type TLSSocket } from "node:tls";
import type { RunningStack } from "../../../harness/running-stack";

/** Milliseconds. A connection on which nothing is said any more has had its answer, or never gets one. */
const quiet = 400;
/** Milliseconds for a connection as a whole. */
const longest = 15_000;

/** Sends bytes as they are. Resolves with all that came back, when everything is answered, or the connection ends, or falls silent. */
export type Sender = (listener: "https" | "http", bytes: Buffer, requests: number) => Promise<string>;

export function createSender(stack: RunningStack): Sender {
    const openTls = createTlsClient(readFileSync(stack.outputs.caCertificate));
    const open = (listener: "https" | "http"): Socket => {
        const { hostname, port } = new URL(listener === "https" ? stack.outputs.url : stack.outputs.httpUrl);
        return listener === "https" ? openTls(Number(port), hostname) : connectTcp({ host: "127.0.0.1", port: Number(port) });
    };
    return (listener, bytes, requests) =>
        new Promise((resolve, reject) => {
            const socket = open(listener);
            let received = "";
            let opened = false;
            const done = (): void => {
                clearTimeout(deadline);
                resolve(received);
                socket.destroy();
            };
            const deadline = setTimeout(done, longest);
            socket.once(listener === "https" ? "secureConnect" : "connect", () => {
                opened = true;
                socket.write(bytes);
                socket.setTimeout(quiet, done);
            });
            socket.on("data", (chunk: Buffer) => {
                received += chunk.toString("latin1");
                if (countAnswers(received) >= requests) {
                    done();
                }
            });
            // Refused requests end in a reset as often as not.
            socket.on("error", (error) => (opened ? done() : reject(error)));
            socket.on("close", done);
        });
}

/** Resumes what it has once agreed upon, as browsers do: to greet and read a certificate anew takes longer than most of the requests. */
function createTlsClient(ca: Buffer): (port: number, servername: string) => TLSSocket {
    const secureContext = createSecureContext({ ca });
    let session: Buffer | undefined;
    return (port, servername) => {
        const socket = connectTls({ host: "127.0.0.1", port, servername, secureContext, session });
        return socket.once("session", (given: Buffer) => (session = given));
    };
}

/** Final answers; a websocket's 101 is one. */
export function countAnswers(received: string): number {
    return [...received.matchAll(/HTTP\/1\.[01] (\d{3}) /g)].filter(([, status]) => status === "101" || !status?.startsWith("1")).length;
}
