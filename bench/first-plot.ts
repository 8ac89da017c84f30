import type { WebSocket } from "ws";
import { runScript } from "../harness/streamlit-websocket";

/**
 * Runs the script over Streamlit's websocket, which is about to open. Resolves when the figure has come.
 *
 * @throws Error when the websocket ends before
 */
export function firstPlot(socket: WebSocket): Promise<void> {
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
