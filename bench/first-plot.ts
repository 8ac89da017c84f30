import type { ClientRequestArgs } from "node:http";
import { WebSocket, type ClientOptions } from "ws";

/** Streamlit's message "run the script", with nothing in it: protobuf field 11, length 0. */
const runScript = Buffer.from([0x5a, 0x00]);

/**
 * Opens Streamlit's websocket as a page does and runs the script. Resolves when the figure has come.
 *
 * @param url of `/_stcore/stream`
 * @throws Error when the websocket ends before
 */
export function firstPlot(url: string, options: ClientOptions & ClientRequestArgs = {}): Promise<void> {
    const socket = new WebSocket(url, ["streamlit"], options);
    return new Promise((resolve, reject) => {
        socket.on("error", reject);
        socket.on("close", () => reject(new Error("The websocket ended before there was a plot.")));
        socket.on("open", () => socket.send(runScript));
        socket.on("message", (data: Buffer) => {
            // plotly's figure, as JSON.
            if (data.includes('"hovertemplate"')) {
                resolve();
                socket.terminate();
            }
        });
    });
}
