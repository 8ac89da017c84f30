import { allContainers, environmentOf } from "../../declared/tasks";
import { types } from "../../declared/types";
import { at, numberAt, show } from "../../declared/values";
import type { StackRule } from "../rule";

/** Streamlit's default, in seconds, for `server.websocketPingInterval`. */
const defaultPing = 30;

/** AWS's most. Source: "Edit attributes for your Application Load Balancer", idle timeout. */
const longest = 4000;

/** A page that nobody touches sends nothing but the websocket's pings: too short an idle timeout disconnects whoever reads. */
export const idleTimeout: StackRule = {
    id: "idle-timeout",
    scope: "stack",
    description: "An idle websocket stays open: the load balancer waits for at least two of Streamlit's pings.",
    remedy: "Set idleTimeout of the load balancer to 60 s or more, or STREAMLIT_SERVER_WEBSOCKET_PING_INTERVAL to less.",
    types: [types.loadBalancer],
    *check({ props }, stack) {
        const timeout = numberAt(props, "idleTimeout");
        if (!(timeout >= 2 * defaultPing && timeout <= longest)) {
            yield `idleTimeout is ${show(at(props, "idleTimeout"))}`;
        }
        for (const container of allContainers(stack)) {
            const ping = Number(environmentOf(container).get("STREAMLIT_SERVER_WEBSOCKET_PING_INTERVAL") ?? defaultPing);
            if (!(timeout >= 2 * ping)) {
                yield `idleTimeout is ${timeout} s, and a ping comes every ${ping} s`;
            }
        }
    },
};
