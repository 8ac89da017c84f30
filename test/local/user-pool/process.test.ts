import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startUserPool, type UserPoolOptions } from "../../../local/user-pool";
import { isAlive } from "../../../harness/processes";
import { startMinistack } from "../../../local/user-pool/ministack";
import { declaredPool, REGION } from "./support/declared";
import { startTestPool } from "./support/pool";
import { pythonWithMinistack } from "./support/python";

async function untilGone(pid: number): Promise<void> {
    for (let i = 0; i < 200 && isAlive(pid); i++) await sleep(100);
    assert.ok(!isAlive(pid), `process ${pid} is still there`);
}

describe("the ministack process", function () {
    this.timeout(120_000);
    let directory: string;
    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "user-pool-test-"));
    });
    afterEach(() => rmSync(directory, { recursive: true, force: true }));

    it("listens in a folder that only its user can enter, and leaves nothing after close", async () => {
        const ministack = await startMinistack({ python: await pythonWithMinistack(), directory, region: REGION });
        assert.equal(statSync(dirname(ministack.socketPath)).mode & 0o077, 0);
        await ministack.close();
        await ministack.closed;
        assert.equal(isAlive(ministack.pid), false);
        assert.equal(existsSync(dirname(ministack.socketPath)), false);
    });

    it("reports that it ended by itself", async () => {
        const ministack = await startMinistack({ python: await pythonWithMinistack(), directory, region: REGION });
        process.kill(ministack.pid, "SIGKILL");
        await assert.rejects(ministack.closed, /local Cognito \(ministack\) stopped: signal SIGKILL/);
        await ministack.close();
    });

    it("ends with its parent, even when that is killed by SIGKILL", async () => {
        const options = { python: await pythonWithMinistack(), directory, region: REGION };
        const script = `require("./local/user-pool/ministack").startMinistack(${JSON.stringify(options)}).then(({ pid, socketPath }) => console.log(pid, socketPath))`;
        const parent = spawn(process.execPath, ["-r", "./scripts/typescript.cjs", "-e", script], {
            cwd: join(__dirname, "../../.."),
            stdio: ["ignore", "pipe", "inherit"],
        });
        const [line] = (await once(parent.stdout, "data")) as [Buffer];
        const [pid, socketPath] = [Number(line.toString().split(" ")[0]), line.toString().trim().split(" ")[1] ?? ""];
        assert.ok(isAlive(pid));
        assert.ok(existsSync(socketPath));
        parent.kill("SIGKILL");
        await once(parent, "exit");
        await untilGone(pid);
        assert.equal(existsSync(dirname(socketPath)), false, "it takes its socket along");
    });

    it("says why it cannot start, with the end of its log", async () => {
        const start = (python: string, startTimeout?: number) =>
            startMinistack({ python, directory, region: REGION, ...(startTimeout && { startTimeout }) });
        await assert.rejects(start("/nowhere/python"), /Cannot start the local Cognito.*ENOENT.*requirements\.txt/s);
        // Any Python without ministack: -S leaves site-packages out.
        const bare = join(directory, "bare-python");
        writeFileSync(bare, `#!/bin/sh\nexec python3 -S "$@"\n`, { mode: 0o755 });
        await assert.rejects(start(bare), /ModuleNotFoundError/);
        writeFileSync(bare, "#!/bin/sh\nexec sleep 60\n", { mode: 0o755 });
        await assert.rejects(start(bare, 300), /did not answer within 0.3 seconds/);
    });
});

describe("startUserPool", function () {
    this.timeout(120_000);

    it("names the port that is taken, and leaves nothing running", async () => {
        const server = createServer().listen(0, "127.0.0.1");
        await once(server, "listening");
        const { port } = server.address() as { port: number };
        await assert.rejects(
            startTestPool(declaredPool(), { loginPort: port }, startUserPool),
            new RegExp(`cannot listen on port ${port}: it is in use`),
        );
        server.close();
    });

    it("names the declared resource that Cognito refuses", async () => {
        const pool = { ...declaredPool(), groups: [{ name: "twice" }, { name: "twice" }] };
        await assert.rejects(startTestPool(pool, {}, startUserPool), /refuses group twice/);
    });

    it("gives an identity provider for declared clients with a secret only", async () => {
        const pool = declaredPool();
        const [client] = pool.clients;
        assert.ok(client);
        const secretless = {
            ...client,
            id: "public-client",
            createUserPoolClient: { ...client.createUserPoolClient, GenerateSecret: false },
        };
        const test = await startTestPool({ ...pool, clients: [client, secretless] }, {}, startUserPool);
        try {
            assert.throws(() => test.running.identityProvider("nobody"), /nobody/);
            assert.throws(() => test.running.identityProvider("public-client"), /no secret/);
        } finally {
            await test.stop();
        }
    });

    it("takes the first user that the caller names, and answers the caller's own back-channel paths", async () => {
        const options: Partial<UserPoolOptions> = {
            firstUser: { username: "owner", email: "owner@example.org", temporaryPassword: "Chosen-pass-123" },
            backChannel: { "/keys/abc": (_, response) => void response.end("key") },
        };
        const test = await startTestPool(declaredPool(), options, startUserPool);
        try {
            const owner = { username: "owner", email: "owner@example.org", temporaryPassword: "Chosen-pass-123", declared: false };
            assert.deepEqual(test.running.users[0], owner);
            assert.match((await test.signIn(test.browser(), "owner@example.org", "Chosen-pass-123")).body, /Change password/);
            assert.equal(await (await fetch(`${test.running.endpoint}/keys/abc`)).text(), "key");
            assert.equal((await fetch(`${test.running.endpoint}/keys/abd`)).status, 404);
        } finally {
            await test.stop();
        }
    });
});
