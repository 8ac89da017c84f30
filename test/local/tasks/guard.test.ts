import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import * as path from "node:path";
import { isAlive, until } from "../../../harness/processes";

/** Starts a process that guards others and then waits, and reads the ids that it prints. */
function guarding(script: string): Promise<{ parent: ChildProcess; pids: number[] }> {
    const guard = JSON.stringify(path.resolve(__dirname, "../../../local/tasks/guard"));
    const program = `
        const { startGuard } = require(${guard});
        const { spawn } = require("node:child_process");
        const guard = startGuard();
        const start = (command) => spawn("/bin/sh", ["-c", command], { detached: true, stdio: "ignore" }).pid;
        const pids = [];
        ${script}
        console.log(JSON.stringify(pids));
        setInterval(() => {}, 1000);
    `;
    const parent = spawn(process.execPath, ["-r", "./scripts/typescript.cjs", "-e", program], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    return new Promise((resolve) =>
        parent.stdout.once("data", (data: Buffer) => resolve({ parent, pids: JSON.parse(data.toString()) as number[] })),
    );
}

describe("guard", () => {
    const left = new Set<number>();
    afterEach(() => {
        for (const pid of left) {
            try {
                process.kill(-pid, "SIGKILL");
            } catch {
                // It is gone, as it should be.
            }
        }
        left.clear();
    });

    it("ends what it watches when its parent is killed, stubborn processes and whole groups included", async () => {
        const { parent, pids } = await guarding(`
            pids.push(start("sleep 300"), start("trap '' TERM; while :; do sleep 0.1; done"), start("sleep 300 & wait"));
            pids.forEach(guard.watch);
        `);
        pids.forEach((pid) => left.add(pid));
        assert.ok(pids.every(isAlive));
        parent.kill("SIGKILL");
        await until(() => !pids.some(isAlive));
    });

    it("leaves alone what it was told to forget", async () => {
        const { parent, pids } = await guarding(`
            pids.push(start("sleep 300"), start("sleep 300"), start("sleep 300"));
            pids.forEach(guard.watch);
            guard.forget(pids[1]);
        `);
        pids.forEach((pid) => left.add(pid));
        const [first = 0, second = 0, third = 0] = pids;
        parent.kill("SIGKILL");
        await until(() => !isAlive(first) && !isAlive(third));
        assert.ok(isAlive(second));
    });
});
