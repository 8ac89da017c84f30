import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as net from "node:net";
import { freePort } from "../../../local/tasks/ports";

const listen = (port: number): Promise<net.Server> =>
    new Promise((resolve, reject) => {
        const server: net.Server = net
            .createServer()
            .once("error", reject)
            .listen(port, "127.0.0.1", () => resolve(server));
    });

describe("a port for a task", () => {
    it("is none that the machine gives to others until the task listens", async () => {
        const linux = "/proc/sys/net/ipv4/ip_local_port_range";
        const [first = 0] = existsSync(linux) ? readFileSync(linux, "utf8").split("\t").map(Number) : [49_152];
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
        const taken = await Promise.all([port + 1, port + 2].map(listen));
        try {
            const following = await freePort();
            assert.ok(!taken.some((server) => (server.address() as net.AddressInfo).port === following), `${following} is taken`);
        } finally {
            for (const server of taken) server.close();
        }
    });
});
