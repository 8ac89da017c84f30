import assert from "node:assert/strict";
import { Socket } from "node:net";

import { targetGroup } from "../../../harness/load-balancer/model";
import type { LoadBalancerNode } from "../../../local/load-balancer/nodes";
import { untilSilent } from "../../../local/load-balancer/nodes/child-process";
import { createHandOver } from "../../../local/load-balancer/nodes/hand-over";
import { createTargetGroupOfNodes } from "../../../local/load-balancer/nodes/target-group";
import type { TargetHealth } from "../../../local/load-balancer/target";

describe("load balancer: a target that its nodes see differently", () => {
    /** The states that are told after those that two nodes see, one after the other. */
    function told(...seen: readonly (readonly [node: number, state: TargetHealth["state"]])[]): string[] {
        const node = { register: () => undefined } as unknown as LoadBalancerNode;
        const targets = createTargetGroupOfNodes(targetGroup(), () => [node, node]);
        const states: string[] = [];
        targets.onHealth(({ state }) => states.push(state));
        targets.register({ id: "a", host: "127.0.0.1", port: 1 });
        seen.forEach(([which, state]) => targets.healthAt(which, { id: "a", state }));
        assert.equal(targets.health("a").state, states.at(-1) ?? "unused");
        return states;
    }

    it("is told of when all have seen it, and healthy when all find it so", () => {
        assert.deepEqual(told([0, "initial"]), []);
        assert.deepEqual(told([0, "initial"], [1, "initial"], [0, "healthy"], [1, "healthy"]), ["initial", "healthy"]);
    });

    it("is unhealthy when one finds it so, and draining until it has drained everywhere", () => {
        const healthy = [[0, "healthy"] as const, [1, "healthy"] as const];
        assert.deepEqual(told([0, "unhealthy"], [1, "initial"], [1, "healthy"]), ["initial", "unhealthy"]);
        assert.deepEqual(told(...healthy, [1, "unhealthy"], [0, "unhealthy"], [1, "healthy"], [0, "healthy"]), [
            "healthy",
            "unhealthy",
            "healthy",
        ]);
        assert.deepEqual(told(...healthy, [0, "draining"], [1, "draining"], [0, "unused"], [1, "unused"]), [
            "healthy",
            "draining",
            "unused",
        ]);
    });
});

describe("load balancer: the process of a node", () => {
    const never = new Promise<never>(() => undefined);
    const soon = (milliseconds: number) => new Promise<string>((resolve) => setTimeout(resolve, milliseconds, "still there"));

    it("is given up when it does not answer, and not while it does or after its end", async () => {
        assert.equal(await untilSilent({ ask: () => never }, never, 20), "it did not answer for 0.02 s");
        for (const [answered, ended] of [
            [Promise.resolve(true), never],
            [never, Promise.resolve()],
        ] as const) {
            const end = new AbortController();
            const stopped = Promise.race([ended, new Promise((resolve) => end.signal.addEventListener("abort", resolve))]);
            assert.equal(await Promise.race([untilSilent({ ask: () => answered }, stopped, 20), soon(100)]), "still there");
            end.abort();
        }
    });

    // Node sends a connection again that a process had no file descriptor for, and ends us where both get there.
    it("gets one connection at a time, which is open here until it has been seen, and no more than it can take", async () => {
        const answers: ((answered: boolean) => void)[] = [];
        const sent: Socket[] = [];
        const handOver = createHandOver({
            send: (_, connection) => connection && sent.push(connection),
            ask: () => new Promise((resolve) => answers.push(resolve)),
        });
        const connections = Array.from({ length: 1_030 }, () => new Socket());
        connections.forEach((connection) => handOver("listener", connection));
        assert.deepEqual(sent, connections.slice(0, 1));
        // One is on its way, and 1,024 wait.
        assert.deepEqual(
            connections.filter(({ destroyed }) => destroyed),
            connections.slice(1_025),
        );
        answers.shift()?.(true);
        await soon(0);
        assert.deepEqual(sent, connections.slice(0, 2));
        assert.deepEqual(
            connections.slice(0, 3).map(({ destroyed }) => destroyed),
            [true, false, false],
        );
        connections.forEach((connection) => connection.destroy());
    });
});
