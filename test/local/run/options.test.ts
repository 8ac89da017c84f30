import assert from "node:assert/strict";
import { UsageError } from "../../../local/command-line";
import { readOptions, startCommand, usage } from "../../../local/options";

describe("options of npm start", () => {
    it("have defaults", () => {
        assert.deepEqual(readOptions([], {}), {
            stack: "dev",
            httpsPort: 8443,
            httpPort: 8080,
            loginPort: 8444,
            nodes: 1,
            state: ".local",
        });
    });

    it("are read from the command line, over the environment", () => {
        const args = ["--stack", "prod", "--https-port=9443", "--http-port", "0", "--user", "ada", "--secrets", "s.yaml", "--state", "x"];
        args.push("--after-schedule", "close", "--after-schedule=reports-close", "--nodes", "2");
        const environment = { LOCAL_HTTPS_PORT: "1", LOCAL_LOGIN_PORT: "9444", LOCAL_HTTP_PORT: "" };
        assert.deepEqual(readOptions(args, environment), {
            stack: "prod",
            httpsPort: 9443,
            httpPort: 0,
            loginPort: 9444,
            nodes: 2,
            user: "ada",
            secrets: "s.yaml",
            afterSchedules: ["close", "reports-close"],
            state: "x",
        });
    });

    it("are explained, every one of them, when help is asked for", () => {
        assert.equal(readOptions(["--help"], {}), undefined);
        assert.equal(readOptions(["-h"], {}), undefined);
        for (const option of [
            "--stack",
            "--https-port",
            "--http-port",
            "--login-port",
            "--nodes",
            "--user",
            "--secrets",
            "--state",
            "--after-schedule",
        ]) {
            assert.ok(usage.includes(option), option);
        }
    });

    // A help that is written beside what it tells of goes on telling of what was.
    it("are explained with the defaults that hold", () => {
        const { stack, httpsPort, httpPort, loginPort, state } = readOptions([], {})!;
        const defaults = [...usage.matchAll(/^ {4}--(\S+) .*\[(.*)\]$/gm)].map(([, option, value]) => [option, value]);
        assert.deepEqual(defaults, [
            ["stack", stack],
            ["https-port", String(httpsPort)],
            ["http-port", String(httpPort)],
            ["login-port", String(loginPort)],
            ["nodes", "1"],
            ["user", "demo"],
            ["state", state],
        ]);
        const variables = /given as (\w+), (\w+) or (\w+) in the environment/.exec(usage)!.slice(1);
        const ports = readOptions([], Object.fromEntries(variables.map((name, index) => [name, String(index + 1)])))!;
        assert.deepEqual([ports.httpsPort, ports.httpPort, ports.loginPort], [1, 2, 3]);
    });

    for (const [args, message] of [
        [["--unknown"], /Unknown option '--unknown'.*--help/],
        [["prod"], /Unexpected argument 'prod'.*--help/],
        [["--stack"], /--stack.*argument missing/],
        [["--https-port", "70000"], /--https-port must be a port number.*"70000"/],
        [["--http-port", "-1"], /--http-port/],
        [["--login-port", "8444x"], /--login-port must be a port number/],
        [["--http-port", "9000", "--login-port", "9000"], /^--http-port and --login-port are both 9000: each needs a port of its own\.$/],
        [["--login-port", "8443"], /^--https-port and --login-port are both 8443: /],
        [["--https-port", "8080", "--login-port", "8080"], /^--https-port and --http-port and --login-port are all 8080: /],
        [["--nodes", "0"], /^--nodes must be a number of nodes from 1 to 64, not "0"\.$/],
        [["--nodes", "65"], /^--nodes must be/],
        [["--nodes", "two"], /^--nodes must be/],
        [["--user", "ada lovelace"], /--user/],
        [["--user", "ada@example.com"], /--user must be a name, not an address/],
        [["--user", ""], /--user/],
    ] as const) {
        it(`refuse ${args.join(" ")}`, () => {
            assert.throws(
                () => readOptions(args, {}),
                (error) => error instanceof UsageError && message.test(error.message),
            );
        });
    }

    it("take any free port for each where all are 0", () => {
        const { httpsPort, httpPort, loginPort } = readOptions(["--https-port=0", "--http-port=0", "--login-port=0"], {})!;
        assert.deepEqual([httpsPort, httpPort, loginPort], [0, 0, 0]);
    });

    it("are what a command for a person repeats, where the defaults or the environment would say otherwise", () => {
        const environment = { LOCAL_HTTP_PORT: "9080", LOCAL_LOGIN_PORT: "9444" };
        const given = ["--stack", "prod", "--state", "my runs", "--http-port", "8080", "--nodes=3"];
        const command = startCommand(readOptions(given, environment)!, environment);
        assert.equal(command, "npm start -- --stack prod --nodes 3 --state 'my runs' --http-port 8080 --login-port 9444");
        assert.deepEqual(startCommand(readOptions([], {})!, {}), "npm start");
    });

    it("refuse a bad port in the environment under the option's name", () => {
        assert.throws(() => readOptions([], { LOCAL_HTTPS_PORT: "abc" }), /--https-port must be a port number/);
    });
});
