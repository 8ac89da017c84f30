import type { ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import type { FromNode, Request, ToNode } from "./messages";
import type { NodeEvents } from "./node";

/** Node's IPC channel to the process of a node. */
export interface Channel {
    /** A connection stays open here, too. */
    readonly send: (message: ToNode, connection?: Socket) => void;
    /** @returns whether the process said that it is done; false where it ended before. */
    readonly ask: (request: Request) => Promise<boolean>;
}

/** @param events told what the process tells by itself */
export function openChannel(child: ChildProcess, ended: Promise<unknown>, events: NodeEvents): Channel {
    const waiting = new Map<number, (answered: boolean) => void>();
    let isOpen = true;
    let requests = 0;
    child.on("message", (message: FromNode) => {
        switch (message.type) {
            case "log":
                events.log(message.line);
                break;
            case "health":
                events.health(...message.of);
                break;
            case "done":
                waiting.get(message.request)?.(true);
                waiting.delete(message.request);
        }
    });
    void ended.then(() => {
        isOpen = false;
        waiting.forEach((resolve) => resolve(false));
    });
    const send = (message: ToNode, connection?: Socket): void => {
        if (child.connected) {
            // A failure means that the process is ending, which it is watched for.
            child.send(message, connection, { keepOpen: true }, () => undefined);
        }
    };
    const ask = async (request: Request): Promise<boolean> =>
        isOpen &&
        new Promise((resolve) => {
            requests += 1;
            waiting.set(requests, resolve);
            send({ ...request, request: requests });
        });
    return { send, ask };
}
