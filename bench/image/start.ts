import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "../../harness/image/command";
import type { Docker } from "../../harness/image/docker";
import { freePort } from "../../local/ports";
import { memory } from "../processes";
import type { Candidate } from "./candidates";
import type { Start } from "./comparison";

/** Milliseconds between the first healthy answer and the look at the memory. */
const settle = 2000;

/**
 * Starts a container twice: with none of its files in the system's cache, as a new machine has it, and then with all of them.
 *
 * @throws Error with the container's log when it ends before it is healthy
 */
export async function startTwice(docker: Docker, candidate: Candidate): Promise<Start> {
    const { seconds: cold } = await start(docker, candidate, dropCaches);
    const { seconds: warm, idle } = await start(docker, candidate, () => Promise.resolve());
    return { cold, warm, idle };
}

/** Source: the kernel's Documentation/admin-guide/sysctl/vm.rst, drop_caches: what is not written yet stays, and nothing is lost. */
async function dropCaches(): Promise<void> {
    await run("sync", []);
    writeFileSync("/proc/sys/vm/drop_caches", "1");
}

async function start(docker: Docker, { image, run }: Candidate, prepare: () => Promise<void>): Promise<{ seconds: number; idle: number }> {
    const port = await freePort();
    const { flags, command } = run(port);
    // Made before the clock runs: some storage drivers copy the whole image for it.
    const id = await docker.docker(["create", "--network=host", ...flags, image, ...command]);
    try {
        await prepare();
        const began = performance.now();
        await docker.docker(["start", id]);
        await healthy(docker, id, port);
        const seconds = (performance.now() - began) / 1000;
        await sleep(settle);
        return { seconds, idle: await idleMemory(docker, id) };
    } finally {
        await docker.docker(["rm", "--force", "--volumes", id]);
    }
}

async function healthy(docker: Docker, id: string, port: number): Promise<void> {
    const ended = new AbortController();
    // One client that waits, rather than one at each try, which would compete with the app for the processor.
    void docker.attempt(["wait", id]).then(() => ended.abort());
    while ((await fetch(`http://127.0.0.1:${port}/_stcore/health`).catch(() => undefined))?.status !== 200) {
        if (ended.signal.aborted) {
            const { stdout, stderr } = await docker.attempt(["logs", id]);
            throw new Error(`The container ended before it was healthy:\n${stdout}${stderr}`);
        }
        await sleep(20);
    }
}

async function idleMemory(docker: Docker, id: string): Promise<number> {
    const bytes = memory(Number(await docker.docker(["inspect", "--format", "{{.State.Pid}}", id])));
    if (bytes === 0) {
        throw new Error("The memory of a container's processes cannot be read: that takes root, and Docker on this machine itself.");
    }
    return bytes;
}
