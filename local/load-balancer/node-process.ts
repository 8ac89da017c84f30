import { fork, type ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import * as path from "node:path";

import type { LoadBalancerNode, NodeEvents, NodeSettings } from "./node";
import type { FromNode, ToNode } from "./node-messages";

/** What compiles TypeScript as it is loaded, in the process that starts here as in this one. */
const loader = path.resolve(__dirname, "../../scripts/typescript.cjs");

/** A node that is a process of its own. */
export interface NodeProcess extends LoadBalancerNode {
    /** Rejects when the process ends by itself. */
    readonly failed: Promise<never>;
}

/**
 * Starts a node in a process of its own.
 *
 * @throws Error where the process ends before it is ready.
 */
export async function startNodeProcess(settings: NodeSettings, events: NodeEvents): Promise<NodeProcess> {
    const child = fork(path.join(__dirname, "node-main.ts"), {
        execArgv: ["-r", loader],
        // Keys travel as bytes, ports as a Map.
        serialization: "advanced",
        stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const deregistrations = listen(child, events);
    let closing = false;
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()).once("error", () => resolve()));
    const failed = ended.then(() =>
        closing ? new Promise<never>(() => undefined) : Promise.reject(new Error("A node of the load balancer ended by itself.")),
    );
    failed.catch(() => undefined); // whoever awaits it sees it
    tell(child, { type: "start", settings });
    await Promise.race([new Promise<void>((resolve) => child.once("message", () => resolve())), failed]);
    return {
        failed,
        ...commandsOf(child),
        async deregister(targetGroupArn, id) {
            const done = deregistrations.wait(targetGroupArn, id);
            tell(child, { type: "deregister", targetGroupArn, id });
            // With the node, what it had to do for the target has ended.
            await Promise.race([done, ended]);
        },
        async close() {
            closing = true;
            child.kill("SIGKILL");
            await ended;
        },
    };
}

/** What a node is told without waiting for an answer. */
function commandsOf(child: ChildProcess): Omit<LoadBalancerNode, "deregister" | "close"> {
    return {
        setPorts: (ports) => tell(child, { type: "ports", ports }),
        setIdentityProvider: (userPoolClientId, provider) => tell(child, { type: "identityProvider", userPoolClientId, provider }),
        register: (targetGroupArn, target) => tell(child, { type: "register", targetGroupArn, target }),
        serve: (listenerArn, connection) => tell(child, { type: "connection", listenerArn }, connection),
    };
}

/** A node that is ending is told nothing any more; a connection that was meant for it ends with it. */
function tell(child: ChildProcess, message: ToNode, connection?: Socket): void {
    if (child.connected) {
        child.send(message, connection, () => undefined);
    } else {
        connection?.destroy();
    }
}

/** Passes on what a node tells. @returns waits for what it was asked for; nobody asks twice for the same target */
function listen(child: ChildProcess, { log, health }: NodeEvents) {
    const waiting = new Map<string, () => void>();
    const keyOf = (targetGroupArn: string, id: string): string => JSON.stringify([targetGroupArn, id]);
    child.on("message", (message: FromNode) => {
        if (message.type === "log") {
            log(message.message);
        } else if (message.type === "health") {
            health(message.targetGroupArn, message.event);
        } else if (message.type === "deregistered") {
            const key = keyOf(message.targetGroupArn, message.id);
            waiting.get(key)?.();
            waiting.delete(key);
        }
    });
    return {
        wait: (targetGroupArn: string, id: string) => new Promise<void>((resolve) => void waiting.set(keyOf(targetGroupArn, id), resolve)),
    };
}
