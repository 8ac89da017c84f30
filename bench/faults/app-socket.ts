import type { WebSocket } from "ws";
import type { Outputs } from "../../harness/running-stack";
import { runScript, streamlitWebsocket } from "../../harness/streamlit-websocket";

/** Whose websocket it is, and where to. */
export interface SocketOptions {
    readonly outputs: Outputs;
    readonly cookies: ReadonlyMap<string, string>;
    /** The Streamlit session to go on with, where its task still has it. */
    readonly session?: string;
    /** Called once, however it ended. */
    readonly onClose: () => void;
}

/** Streamlit's websocket with an app session on it. */
export interface AppSocket {
    /** Streamlit's id of the session: the same after a reconnection where nothing was lost. */
    readonly session: string;
    /** Whether the task answers a ping in time. */
    ping(): Promise<boolean>;
    close(): void;
}

/** Milliseconds for a connection, the first run of the script, and a ping. */
const patience = 5_000;
/**
 * Streamlit tells the session's id when it begins to run the script: protobuf field 6 of `Initialize`, 36 bytes long, after other ids that look
 * like it.
 */
const ids = /\x32\x24([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/g;

/** Opens the websocket as a page does, and runs the script. @throws Error when it is refused or not in time */
export function openAppSocket({ outputs, cookies, session, onClose }: SocketOptions): Promise<AppSocket> {
    const socket = streamlitWebsocket(outputs, { cookies, session, handshakeTimeout: patience });
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => fail(new Error("the script did not run in time")), patience);
        const fail = (error: Error): void => {
            clearTimeout(timer);
            socket.terminate();
            reject(error);
        };
        socket.on("error", fail);
        socket.on("close", () => fail(new Error("closed")));
        socket.on("open", () => socket.send(runScript));
        socket.on("message", (data: Buffer) => {
            const found = [...data.toString("latin1").matchAll(ids)].at(-1)?.[1];
            if (found !== undefined) {
                clearTimeout(timer);
                socket.removeAllListeners("message").removeAllListeners("close").on("close", onClose);
                resolve({ session: found, ping: () => ping(socket), close: () => socket.terminate() });
            }
        });
    });
}

function ping(socket: WebSocket): Promise<boolean> {
    return new Promise((resolve) => {
        const answer = (good: boolean): void => {
            clearTimeout(timer);
            socket.off("pong", pong).off("close", closed);
            resolve(good);
        };
        const pong = (): void => answer(true);
        const closed = (): void => answer(false);
        const timer = setTimeout(closed, patience);
        socket.on("pong", pong).on("close", closed);
        socket.ping();
    });
}
