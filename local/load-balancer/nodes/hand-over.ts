import type { Socket } from "node:net";
import type { Channel } from "./channel";

/** Clients beyond these are sent away: more than a node takes in a second. */
const mostWaiting = 1024;

/**
 * Hands connections to the process of a node, one after the other.
 *
 * Node's own way, which keeps each until the process has it, sends one again that the process had no file descriptor for, and ends us where both get
 * there. So each is kept open here until the process says that it has seen it, whether it could take it or not; then it is closed here alone.
 */
export function createHandOver({ send, ask }: Channel): (listenerArn: string, connection: Socket) => void {
    const waiting: { readonly listenerArn: string; readonly connection: Socket }[] = [];
    let busy = false;
    const handOver = async (): Promise<void> => {
        busy = true;
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
            const { listenerArn, connection } = next;
            send({ type: "serve", listenerArn }, connection);
            // Messages stay in order.
            await ask({ type: "ping" });
            connection.destroy();
        }
        busy = false;
    };
    return (listenerArn, connection) => {
        if (waiting.length === mostWaiting) {
            connection.destroy();
            return;
        }
        // Nobody listens to it here any more; the process sees whatever happens to it.
        connection.on("error", () => undefined);
        waiting.push({ listenerArn, connection });
        if (!busy) {
            void handOver();
        }
    };
}
