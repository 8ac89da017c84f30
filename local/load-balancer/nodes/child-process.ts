import { fork, type ChildProcess } from "node:child_process";
import * as path from "node:path";

import { awaitedLater } from "../../awaited-later";
import { openChannel, type Channel } from "./channel";
import { createHandOver } from "./hand-over";
import type { LoadBalancerNode, NodeEvents, NodeSettings } from "./node";

/** What compiles TypeScript as it is loaded, in the process that starts here as in this one. */
const loader = path.resolve(__dirname, "../../../scripts/typescript.cjs");

/** Milliseconds within which a process has to answer, however busy it is; without an answer it hangs, and so would its clients. */
const longestSilence = 10_000;

/**
 * Starts a node in a process of its own, which ends with this one at the latest.
 *
 * @throws Error where the process ends before it is ready.
 */
export async function startNodeProcess(settings: NodeSettings, events: NodeEvents): Promise<LoadBalancerNode> {
    const child = fork(path.join(__dirname, "child-main.ts"), {
        execArgv: ["-r", loader],
        // Keys are bytes, and the ports a Map.
        serialization: "advanced",
        stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const ended = endOf(child);
    const channel = openChannel(child, ended, events);
    const hangs = untilSilent(channel, ended);
    void hangs.then(() => child.kill("SIGKILL"));
    let closing = false;
    const failed = awaitedLater(
        Promise.race([hangs, ended]).then((how) => {
            const error = new Error(`A node of the load balancer stopped: ${how}. Run the command again.`);
            return closing ? new Promise<never>(() => undefined) : Promise.reject(error);
        }),
    );
    if (!(await channel.ask({ type: "start", settings }))) {
        await failed;
    }
    return {
        failed,
        setIdentityProvider: (userPoolClientId, provider) => channel.send({ type: "setIdentityProvider", userPoolClientId, provider }),
        register: (targetGroupArn, target) => channel.send({ type: "register", targetGroupArn, target }),
        async deregister(targetGroupArn, id) {
            // With the process, whatever it had to do for the target ends as well.
            await channel.ask({ type: "deregister", targetGroupArn, id });
        },
        serve: createHandOver(channel),
        async close() {
            closing = true;
            child.kill("SIGKILL");
            await ended;
        },
    };
}

/** Those that run: they end with this process, however it ends by itself. */
const running = new Set<ChildProcess>();
const killAll = (): void => running.forEach((child) => child.kill("SIGKILL"));

/** Resolves with how a process ended. */
function endOf(child: ChildProcess): Promise<string> {
    running.add(child);
    // Once for all of them, however many load balancers there are.
    process.off("exit", killAll).on("exit", killAll);
    return new Promise((resolve) => {
        const end = (how: string): void => {
            running.delete(child);
            resolve(how);
        };
        child.once("exit", (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`));
        child.once("error", (error) => end(error.message));
    });
}

/**
 * Resolves when a process has not answered for too long; never, where it ends before.
 *
 * @param longest milliseconds
 */
export function untilSilent({ ask }: Pick<Channel, "ask">, ended: Promise<unknown>, longest = longestSilence): Promise<string> {
    return new Promise((resolve) => {
        let answered = true;
        const timer = setInterval(() => {
            if (!answered) {
                clearInterval(timer);
                resolve(`it did not answer for ${longest / 1000} s`);
                return;
            }
            answered = false;
            void ask({ type: "ping" }).then(() => (answered = true));
        }, longest);
        void ended.then(() => clearInterval(timer));
    });
}
