import type { RunningStack } from "../../harness/running-stack";
import { streamlitWebsocket, type Opening } from "../../harness/streamlit-websocket";

/** Streamlit's websocket, opened through the load balancer. */
export interface OpenedWebsocket {
    /** 101, or the status of the answer that refused it. */
    readonly status: number;
    /** Resolves with the close code. */
    readonly closed: Promise<number>;
    close(): void;
}

/** Opens Streamlit's websocket as a page does. */
export function openWebsocket(stack: RunningStack, opening: Opening = {}): Promise<OpenedWebsocket> {
    const socket = streamlitWebsocket(stack.outputs, opening);
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
