import { readFileSync } from "node:fs";
import { WebSocket } from "ws";
import type { RunningStack } from "./running-stack";

export interface Opening {
    readonly cookies?: ReadonlyMap<string, string>;
    /** @default the app's own */
    readonly origin?: string;
}

/** Streamlit's websocket, opened through the load balancer. */
export interface OpenedWebsocket {
    /** 101, or the status of the answer that refused it. */
    readonly status: number;
    /** Resolves with the close code. */
    readonly closed: Promise<number>;
    close(): void;
}

/** Opens Streamlit's websocket as a page does. */
export function openWebsocket(stack: RunningStack, { cookies = new Map(), origin = stack.outputs.url }: Opening): Promise<OpenedWebsocket> {
    const { url, caCertificate } = stack.outputs;
    const socket = new WebSocket(`${url.replace("https", "wss")}/_stcore/stream`, ["streamlit"], {
        ca: readFileSync(caCertificate),
        origin,
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
        lookup: (_host, _options, callback) => callback(null, [{ address: "127.0.0.1", family: 4 }]),
    });
    const closed = new Promise<number>((resolve) => socket.on("close", resolve));
    const opened = (status: number): OpenedWebsocket => ({ status, closed, close: () => socket.terminate() });
    return new Promise((resolve, reject) => {
        socket.on("open", () => resolve(opened(101)));
        socket.on("unexpected-response", (_request, response) => {
            resolve(opened(response.statusCode ?? 0));
            socket.terminate();
        });
        socket.on("error", reject);
    });
}
