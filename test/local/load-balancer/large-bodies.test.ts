import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { Readable } from "node:stream";

import { until } from "../../../harness/load-balancer/browser";
import { ok, useRawTarget } from "./support/raw-target";

/** More than all buffers between client and target together. */
const large = 64 * 2 ** 20;

/** Bodies that no buffer holds, and what is left when one side goes away in the middle of them. */
describe("load balancer: large bodies and sudden ends", () => {
    const { startRaw, client, current } = useRawTarget();

    it("lets a client send no faster than the target reads", async () => {
        let target: Socket | undefined;
        let received = 0;
        await startRaw((socket, data) => {
            received += data.length;
            target ??= socket.pause();
        });
        const socket = client();
        socket.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${large}\r\n\r\n`);
        let sent = 0;
        Readable.from(chunks((bytes) => (sent += bytes))).pipe(socket, { end: false });
        await until(() => target !== undefined);
        await standstill(() => sent);
        assert.ok(sent < large, "all of it went into buffers");
        target?.resume();
        await until(() => received > large);
        target?.write(ok);
        let reply = "";
        socket.on("data", (data: Buffer) => (reply += data.toString()));
        await until(() => reply.startsWith("HTTP/1.1 200 "));
    });

    it("lets a target send no faster than the client reads", async () => {
        let sent = 0;
        await startRaw((socket) => {
            socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${large}\r\n\r\n`);
            Readable.from(chunks((bytes) => (sent += bytes))).pipe(socket, { end: false });
        });
        const socket = client().pause();
        socket.write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        await standstill(() => sent);
        assert.ok(sent > 0 && sent < large, "all of it went into buffers");
        let received = 0;
        socket.on("data", (data: Buffer) => (received += data.length)).resume();
        await until(() => socket.destroyed);
        assert.ok(received > large);
    });

    it("ends the upload at the target when the client goes away in the middle of it", async () => {
        let closed = false;
        let received = "";
        await startRaw((socket, data) => {
            received += data.toString();
            socket.on("close", () => (closed = true));
        });
        const socket = client();
        socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");
        await until(() => received.endsWith("half"));
        socket.destroy();
        await until(() => closed);
        assert.equal((received.match(/POST/g) ?? []).length, 1);
    });

    it("leaves nothing open at the target when the load balancer stops", async () => {
        const sockets = new Set<Socket>();
        await startRaw((socket, data) => {
            sockets.add(socket);
            socket.on("close", () => sockets.delete(socket));
            if (!data.toString().includes(" /held ")) {
                socket.write(ok);
            }
        });
        await current().browser().get("/");
        const held = ["/held", "/held"].map((path) => assert.rejects(current().browser().get(path)));
        await until(() => sockets.size === 2);
        await current().balancer.close();
        await Promise.all(held);
        await until(() => sockets.size === 0);
    });
});

/** @param took told of each chunk as it is taken out */
function* chunks(took: (bytes: number) => void): Generator<Buffer> {
    const chunk = Buffer.alloc(64 * 1024);
    for (let bytes = 0; bytes < large; bytes += chunk.length) {
        took(chunk.length);
        yield chunk;
    }
}

/** Waits until a number that grows has stopped growing. */
async function standstill(read: () => number): Promise<void> {
    let last = -1;
    let since = 0;
    await until(() => {
        since = read() === last && last > 0 ? since + 1 : 0;
        last = read();
        return since === 40;
    });
}
