import type { Socket } from "node:net";
import { createNode, type LoadBalancerNode } from "./node";
import type { FromNode, ToNode } from "./messages";

/** The whole program of a node in a process of its own: does what `child-process.ts` tells it, and ends with whoever started it. */

function send(message: FromNode): void {
    // Whoever started this one may have ended; then this one does, too.
    process.send?.(message, undefined, undefined, () => undefined);
}

function start(message: ToNode): void {
    if (message.type !== "start") {
        throw new Error(`A node that has not started is told to ${message.type}.`);
    }
    const node = createNode(message.settings, {
        log: (line) => send({ type: "log", line }),
        health: (...of) => send({ type: "health", of }),
    });
    process.on("message", (next: ToNode, connection: Socket | undefined) => void handle(node, next, connection));
    send({ type: "done", request: message.request });
}

async function handle(node: LoadBalancerNode, message: ToNode, connection: Socket | undefined): Promise<void> {
    switch (message.type) {
        case "start":
            throw new Error("A node starts once.");
        case "setIdentityProvider":
            node.setIdentityProvider(message.userPoolClientId, message.provider);
            break;
        case "register":
            node.register(message.targetGroupArn, message.target);
            break;
        case "deregister":
            await node.deregister(message.targetGroupArn, message.id);
            send({ type: "done", request: message.request });
            break;
        case "ping":
            send({ type: "done", request: message.request });
            break;
        case "serve":
            // None comes where this process has no file descriptor left for it.
            if (connection !== undefined) {
                node.serve(message.listenerArn, connection);
            }
    }
}

process.once("message", start);
process.on("disconnect", () => process.exit());
// Ctrl-C, a terminal that closes and a group that is ended reach each of its processes. This one ends in its turn, after the targets have drained.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => undefined);
}
