import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { freePort } from "../../../local/ports";
import { untilListening } from "../../../local/tasks/listening";

/** Whether somebody is found to listen within half a second. */
function found(port: number): Promise<boolean> {
    const deadline = Date.now() + 500;
    return untilListening(port, { up: () => Date.now() > deadline });
}

/** A process that listens, of another user where it is said. */
async function listening(port: number, user?: number): Promise<ChildProcess> {
    const program = `require("net").createServer().listen(${port}, "127.0.0.1", () => console.log("up"))`;
    const child = spawn(process.execPath, ["-e", program], {
        cwd: "/",
        stdio: ["ignore", "pipe", "inherit"],
        ...(user === undefined ? {} : { uid: user, gid: user }),
    });
    await once(child.stdout, "data");
    return child;
}

describe("waiting until a task listens", () => {
    let listener: ChildProcess | undefined;
    afterEach(() => listener?.kill());

    it("ends when it does, and not before", async () => {
        const port = await freePort();
        assert.equal(await found(port), false);
        listener = await listening(port);
        assert.equal(await found(port), true);
    });

    // Whoever is registered gets the requests of people who are signed in.
    it("does not take another user's process for it", async function () {
        if (process.platform !== "linux" || process.getuid?.() !== 0) this.skip();
        const port = await freePort();
        listener = await listening(port, 65_534);
        assert.equal(await found(port), false);
    });
});
