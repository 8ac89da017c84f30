import { readFileSync } from "node:fs";
import { WebSocket } from "ws";
import type { Outputs } from "./running-stack";

/** Streamlit's message "run the script", with nothing in it: protobuf field 11, length 0. */
export const runScript = Buffer.from([0x5a, 0x00]);

/** Who opens a websocket. */
export interface Opening {
    /** Those that go to the app. @default none */
    readonly cookies?: ReadonlyMap<string, string>;
    /** @default the app's own */
    readonly origin?: string;
    /** The Streamlit session to go on with, where its task still has it. @default a new one */
    readonly session?: string | undefined;
    /** Milliseconds for the handshake. @default no limit */
    readonly handshakeTimeout?: number;
}

/** Begins to open Streamlit's websocket as a page does, through the load balancer, on this machine whatever the host's name. */
export function streamlitWebsocket({ url, caCertificate }: Outputs, opening: Opening = {}): WebSocket {
    const { cookies = new Map<string, string>(), origin = url, session, handshakeTimeout } = opening;
    const protocols = ["streamlit", ...(session === undefined ? [] : ["none", session])];
    return new WebSocket(`${url.replace("https", "wss")}/_stcore/stream`, protocols, {
        ca: readFileSync(caCertificate),
        origin,
        headers: cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
        lookup: (_host, _options, callback) => callback(null, [{ address: "127.0.0.1", family: 4 }]),
        ...(handshakeTimeout === undefined ? {} : { handshakeTimeout }),
    });
}
