import assert from "node:assert/strict";
import * as fs from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { onThisMachine, type Availability } from "../../../local/availability";
import { explain } from "../../../local/explain";
import { LockedError, takeLock } from "../../../local/lock";
import { requireFreePorts } from "../../../local/ports";

const options = { stack: "dev", httpsPort: 8443, httpPort: 8080, loginPort: 8444, nodes: 1, state: ".local" };

function listening(): Promise<Server> {
    return new Promise((resolve) => {
        const server = createServer();
        server.listen(0, "127.0.0.1", () => resolve(server));
    });
}

describe("explanations", () => {
    const allFree: Availability = { folder: () => true, port: () => Promise.resolve(true) };
    const listenError = (port: number, code = "EADDRINUSE"): Error => Object.assign(new Error("listen"), { code, port });
    const explained = async (error: unknown, more = {}, free = allFree): Promise<string> =>
        String(await explain(error, { ...options, ...more }, free));
    const busy = (port: number, code?: string): Promise<string> =>
        explained(new Error("cannot listen", { cause: listenError(port, code) }));

    for (const [port, option] of [
        [8443, "--https-port 9443"],
        [8080, "--http-port 9080"],
        [8444, "--login-port 9444"],
    ] as const) {
        it(`name the option for port ${port}`, async () =>
            assert.match(await busy(port), new RegExp(`Port ${port} is in use.*\\n.*${option}$`)));
    }

    // Whoever pastes the command would otherwise start another stack, with another user, in the folder of another run.
    it("name the whole command, with all that was chosen", async () => {
        const chosen = { stack: "prod", user: "o'neil", secrets: "my secrets.yaml", afterSchedules: ["close", "open"], state: ".local-2" };
        assert.match(
            await explained(listenError(8444), { ...chosen, httpPort: 0 }),
            /Choose another:\n    npm start -- --stack prod --user 'o'\\''neil' --secrets 'my secrets\.yaml' --after-schedule close --after-schedule open --state \.local-2 --http-port 0 --login-port 9444$/,
        );
    });

    it("do not choose a port that is chosen already", async () => {
        assert.match(await explained(listenError(8443), { loginPort: 9443 }), / -- --https-port 9444 --login-port 9443$/);
    });

    // Beside two other runs, a thousand higher is the second one's.
    it("choose no port and no folder that is taken as well", async () => {
        const second = new Set([9443, 9080, 9444]);
        const free: Availability = { folder: (state) => state !== ".local-2", port: (port) => Promise.resolve(!second.has(port)) };
        assert.match(await explained(listenError(8443), {}, free), / --https-port 9445$/);
        const command = "npm start -- --state .local-3 --https-port 9445 --http-port 9081 --login-port 9446";
        assert.ok((await explained(new LockedError("/x/run.lock", 7), {}, free)).includes(`\n    ${command}\n`));
        const own = { state: ".local-2/", loginPort: 9444 };
        assert.match(await explained(new LockedError("/x/run.lock", 7), own, free), / --state \.local-3 .* --login-port 10444\n/);
    });

    it("ask this machine what is free", async () => {
        const directory = fs.mkdtempSync(path.join(os.tmpdir(), "free-"));
        const server = await listening();
        const { port } = server.address() as AddressInfo;
        const free = onThisMachine(directory);
        const release = takeLock(path.join(directory, "one", "run.lock"));
        assert.deepEqual([free.folder("one"), free.folder("two"), await free.port(port)], [false, true, false]);
        release();
        await new Promise((resolve) => server.close(resolve));
        assert.deepEqual([free.folder("one"), await free.port(port), fs.existsSync(path.join(directory, "two"))], [true, true, false]);
        fs.rmSync(directory, { recursive: true });
    });

    it("say so where no option moves the port", async () => {
        assert.equal(
            await busy(8081),
            "Error: The program declares port 8081, which no option moves and another program has: stop that one. Then:\n    npm start",
        );
    });

    it("tell a port that may not be opened from one in use", async () => {
        assert.equal(
            await explained(listenError(443, "EACCES"), { httpsPort: 443 }),
            "Error: Port 443 may not be opened by you. Choose another:\n    npm start -- --https-port 1443",
        );
    });

    // Nothing has it, so there is nothing to stop.
    it("do not speak of another program where a declared port may not be opened", async () => {
        assert.equal(
            await busy(8081, "EACCES"),
            "Error: The program declares port 8081, which no option moves and this machine does not let you open: have it allowed, or declare another. Then:\n    npm start",
        );
    });

    // The command alone would fail at the declared ports once more.
    it("say what to do about declared ports before the command that moves the others", async () => {
        const errors = [...[8443, 8081, 8444, 8080, 8082].map((port) => listenError(port)), listenError(8083, "EACCES")];
        assert.equal(
            await explained(new AggregateError(errors)),
            "Error: The program declares ports 8081 and 8082, which no option moves and other programs have: stop those. " +
                "The program declares port 8083, which no option moves and this machine does not let you open: have it allowed, or declare another. " +
                "Ports 8080, 8443 and 8444 are in use by another program, maybe another `npm start`. Then choose others:\n" +
                "    npm start -- --https-port 9443 --http-port 9080 --login-port 9444",
        );
    });

    it("name every port in use at once, with one command that mends it", async () => {
        const servers = await Promise.all([listening(), listening()]);
        const [httpsPort, loginPort] = servers.map((server) => (server.address() as AddressInfo).port) as [number, number];
        try {
            const error: unknown = await requireFreePorts([httpsPort, 0, loginPort]).catch((reason: unknown) => reason);
            const other = (port: number): number => (port + 1000 > 65_535 ? 0 : port + 1000);
            const [first, second] = [httpsPort, loginPort].sort((one, another) => one - another);
            assert.equal(
                await explained(error, { httpsPort, loginPort }),
                `Error: Ports ${first} and ${second} are in use by another program, maybe another \`npm start\`. ` +
                    `Choose others:\n    npm start -- --https-port ${other(httpsPort)} --login-port ${other(loginPort)}`,
            );
        } finally {
            await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
        }
        await requireFreePorts([httpsPort, loginPort]);
    });

    it("say how to run beside another run, with all that was chosen", async () => {
        const chosen = { ...options, stack: "prod", nodes: 2, user: "ada", httpPort: 0, loginPort: 10_444 };
        assert.ok(
            (await explained(new LockedError("/x/run.lock", 7), chosen)).includes(
                "\n    npm start -- --stack prod --nodes 2 --user ada --state .local-2 --https-port 9443 --http-port 0 --login-port 10444\n",
            ),
        );
    });

    it("say how to run beside another run", async () => {
        assert.match(await explained(new LockedError("/x/run.lock", 7)), /process 7[\s\S]*--state .local-2[\s\S]*delete \/x\/run\.lock/);
    });

    it("leave other errors as they are", async () => {
        const error = new Error("config");
        assert.equal(await explain(error, options, allFree), error);
    });
});
