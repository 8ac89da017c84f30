import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as net from "node:net";
import { freePort } from "../../../local/ports";

const listen = (port: number): Promise<net.Server> =>
    new Promise((resolve, reject) => {
        const server: net.Server = net
            .createServer()
            .once("error", reject)
            .listen(port, "127.0.0.1", () => resolve(server));
    });

describe("a port for a task", () => {
    it("is none that the machine gives to whoever asks for any", async function () {
        const linux = "/proc/sys/net/ipv4/ip_local_port_range";
        const [first = 0] = existsSync(linux) ? readFileSync(linux, "utf8").split("\t").map(Number) : [49_152];
        // Where a machine is told to give almost all of them, there are no others.
        if (first < 32_000) this.skip();
        for (const port of await Promise.all(Array.from({ length: 20 }, freePort))) {
            assert.ok(port >= 1024 && port < first, `${port} is not below ${first}`);
        }
    });

    it("is never the same twice, though nobody listens yet", async () => {
        const ports = await Promise.all(Array.from({ length: 20 }, freePort));
        assert.equal(new Set(ports).size, ports.length);
    });

    it("is not one on which somebody listens", async () => {
        const port = await freePort();
        // Where it is somebody else's already, so much the better.
        const server = await listen(port + 1).catch(() => undefined);
        const following = await freePort();
        server?.close();
        assert.notEqual(following, port + 1);
    });
});
