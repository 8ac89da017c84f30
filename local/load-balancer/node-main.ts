import type { Socket } from "node:net";
import { createNode, type LoadBalancerNode } from "./node";
import type { FromNode, ToNode } from "./node-messages";

/** The whole program of a node that is a process of its own: does what `node-process.ts` tells it, and ends with whoever started it. */

let node: LoadBalancerNode | undefined;

const tell = (message: FromNode): void => void process.send?.(message);

function start(message: Extract<ToNode, { type: "start" }>): void {
    node = createNode(message.settings, {
        log: (line) => tell({ type: "log", message: line }),
        health: (targetGroupArn, event) => tell({ type: "health", targetGroupArn, event }),
    });
    tell({ type: "started" });
}

async function obey(message: ToNode, connection: Socket | undefined): Promise<void> {
    switch (message.type) {
        case "start":
            start(message);
            break;
        case "ports":
            node?.setPorts(message.ports);
            break;
        case "identityProvider":
            node?.setIdentityProvider(message.userPoolClientId, message.provider);
            break;
        case "register":
            node?.register(message.targetGroupArn, message.target);
            break;
        case "deregister": {
            const { targetGroupArn, id } = message;
            await node?.deregister(targetGroupArn, id);
            tell({ type: "deregistered", targetGroupArn, id });
            break;
        }
        case "connection":
            // None where the client has gone meanwhile.
            if (connection !== undefined) {
                node?.serve(message.listenerArn, connection);
            }
    }
}

process.on("message", (message: ToNode, connection: Socket | undefined) => void obey(message, connection));
process.on("disconnect", () => process.exit());
// Ctrl-C, and closing a terminal, reach every process of it; the load balancer ends this one in its turn.
process.on("SIGINT", () => undefined).on("SIGHUP", () => undefined);
