import assert from "node:assert/strict";
import { createServer, type AddressInfo, type Server } from "node:net";
import { explain } from "../../../local/explain";
import { LockedError } from "../../../local/lock";
import { requireFreePorts } from "../../../local/ports";

const options = { stack: "dev", httpsPort: 8443, httpPort: 8080, loginPort: 8444, state: ".local" };

function listening(): Promise<Server> {
    return new Promise((resolve) => {
        const server = createServer();
        server.listen(0, "127.0.0.1", () => resolve(server));
    });
}

describe("explanations", () => {
    const busy = (port: number, code = "EADDRINUSE"): unknown => {
        const cause = Object.assign(new Error("listen"), { code, port });
        return explain(new Error("cannot listen", { cause }), options);
    };

    for (const [port, option] of [
        [8443, "--https-port 9443"],
        [8080, "--http-port 9080"],
        [8444, "--login-port 9444"],
    ] as const) {
        it(`name the option for port ${port}`, () => assert.match(String(busy(port)), new RegExp(`Port ${port} is in use.*${option}`)));
    }

    // Whoever pastes the command would otherwise start another stack, with another user, in the folder of another run.
    it("name the whole command, with all that was chosen", () => {
        const chosen = { stack: "prod", user: "o'neil", secrets: "my secrets.yaml", afterSchedules: ["close", "open"], state: ".local-2" };
        assert.match(
            String(explain(Object.assign(new Error("listen"), { code: "EADDRINUSE", port: 8444 }), { ...options, ...chosen, httpPort: 0 })),
            /Choose another: npm start -- --stack prod --user 'o'\\''neil' --secrets 'my secrets\.yaml' --after-schedule close --after-schedule open --state \.local-2 --http-port 0 --login-port 9444$/,
        );
    });

    it("do not choose a port that is chosen already", () => {
        const refused = Object.assign(new Error("listen"), { code: "EADDRINUSE", port: 8443 });
        assert.match(String(explain(refused, { ...options, loginPort: 9443 })), / -- --https-port 9444 --login-port 9443$/);
    });

    it("say so where no option moves the port", () => {
        assert.equal(
            String(busy(8081)),
            "Error: The program declares port 8081, which no option moves and another program has: stop that one. Then: npm start",
        );
    });

    it("tell a port that may not be opened from one in use", () => {
        assert.equal(
            String(explain(Object.assign(new Error("listen"), { code: "EACCES", port: 443 }), { ...options, httpsPort: 443 })),
            "Error: Port 443 may not be opened by you. Choose another: npm start -- --https-port 1443",
        );
    });

    // Nothing has it, so there is nothing to stop.
    it("do not speak of another program where a declared port may not be opened", () => {
        assert.equal(
            String(busy(8081, "EACCES")),
            "Error: The program declares port 8081, which no option moves and this machine does not let you open: have it allowed, or declare another. Then: npm start",
        );
    });

    // The command alone would fail at the declared ports once more.
    it("say what to do about declared ports before the command that moves the others", () => {
        const errors = [
            [8443, "EADDRINUSE"],
            [8081, "EADDRINUSE"],
            [8444, "EADDRINUSE"],
            [8082, "EADDRINUSE"],
            [8083, "EACCES"],
        ].map(([port, code]) => Object.assign(new Error("listen"), { code, port }));
        assert.equal(
            String(explain(new AggregateError(errors), options)),
            "Error: The program declares ports 8081 and 8082, which no option moves and other programs have: stop those. " +
                "The program declares port 8083, which no option moves and this machine does not let you open: have it allowed, or declare another. " +
                "Ports 8443 and 8444 are in use by other programs. Then choose others: npm start -- --https-port 9443 --login-port 9444",
        );
    });

    it("name every port in use at once, with one command that mends it", async () => {
        const servers = await Promise.all([listening(), listening()]);
        const [httpsPort, loginPort] = servers.map((server) => (server.address() as AddressInfo).port) as [number, number];
        try {
            const error: unknown = await requireFreePorts([httpsPort, 0, loginPort]).catch((reason: unknown) => reason);
            const other = (port: number): number => (port + 1000 > 65_535 ? 0 : port + 1000);
            assert.equal(
                String(explain(error, { ...options, httpsPort, loginPort })),
                `Error: Ports ${httpsPort} and ${loginPort} are in use by other programs. ` +
                    `Choose others: npm start -- --https-port ${other(httpsPort)} --login-port ${other(loginPort)}`,
            );
        } finally {
            await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
        }
        await requireFreePorts([httpsPort, loginPort]);
    });

    it("say how to run beside another run, with all that was chosen", () => {
        const chosen = { ...options, stack: "prod", user: "ada", httpPort: 0, loginPort: 10_444 };
        assert.ok(
            String(explain(new LockedError("/x/run.lock", 7), chosen)).includes(
                "\n    npm start -- --stack prod --user ada --state .local-2 --https-port 9443 --http-port 0 --login-port 10444\n",
            ),
        );
    });

    it("say how to run beside another run", () => {
        assert.match(
            String(explain(new LockedError("/x/run.lock", 7), options)),
            /process 7[\s\S]*--state .local-2[\s\S]*delete \/x\/run\.lock/,
        );
    });

    it("leave other errors as they are", () => {
        const error = new Error("config");
        assert.equal(explain(error, options), error);
    });
});
