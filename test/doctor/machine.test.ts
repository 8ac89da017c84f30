import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { docker } from "../../doctor/checks/docker";
import { pulumiState } from "../../doctor/checks/pulumi-state";
import { commandRunner } from "../../doctor/command";
import { findings, look } from "./support/look";
import { standInDocker, type Answers } from "./support/stand-in-docker";

describe("the doctor, about this machine", () => {
    describe("Docker", () => {
        const arm = { overrides: { config: { architecture: "arm64" } } };

        async function of(answers: Answers, world: Parameters<typeof look>[1] = {}): Promise<string[]> {
            const standIn = standInDocker(answers);
            try {
                return await look(docker, { ...world, environment: standIn.environment });
            } finally {
                standIn.remove();
            }
        }

        it("runs, and builds for its own CPU", async () => {
            assert.deepEqual(await of({ version: "28.1.1 linux/amd64" }), ["ok: 28.1.1 runs, and builds for its own linux/amd64"]);
        });

        it("builds for another CPU", async () => {
            const answers = { version: "28.1.1 linux/amd64", platforms: "linux/amd64*, linux/amd64/v2, linux/arm64, linux/386" };
            assert.deepEqual(await of(answers, arm), ["ok: 28.1.1 runs, and builds for linux/arm64"]);
        });

        it("lacks the emulator of the other CPU", async () => {
            const answers = { version: "28.1.1 linux/amd64", platforms: "linux/amd64, linux/386" };
            const standIn = standInDocker(answers);
            const [finding] = await findings(docker, { ...arm, environment: standIn.environment }).finally(() => standIn.remove());
            assert.ok(finding?.level === "failure");
            assert.equal(finding.what, "Docker cannot build for linux/arm64, but for linux/amd64, linux/386");
            assert.equal(finding.mend, "docker run --privileged --rm tonistiigi/binfmt --install arm64");
        });

        it("cannot tell without buildx", async () => {
            assert.deepEqual(await of({ version: "28.1.1 linux/amd64" }, arm), ["unchecked: whether Docker builds for linux/arm64"]);
        });

        it("does not run", async () => {
            assert.deepEqual(await of({}), ["failure: Docker does not answer: Cannot connect to the Docker daemon"]);
        });

        it("runs Windows containers", async () => {
            assert.deepEqual(await of({ version: "28.1.1 windows/amd64" }), ["failure: Docker builds for windows"]);
        });

        it("is not installed", async () => {
            assert.deepEqual(await look(docker, { environment: { PATH: "/nowhere" } }), ["failure: there is no docker command"]);
        });

        it("is not waited for without end", async () => {
            await assert.rejects(commandRunner(50, process.env)("sleep", "60"), /`sleep 60` said nothing for 0.05 s/);
        });

        it("is asked as the real one understands", async function () {
            const asked = await commandRunner(20_000, process.env)(
                "docker",
                "version",
                "--format",
                "{{.Server.Version}} {{.Server.Os}}/{{.Server.Arch}}",
            );
            if (asked.missing) this.skip();
            const [finding] = await look(docker);
            assert.match(finding ?? "", asked.ok ? /^ok: \d\S* runs, and builds for / : /^failure: Docker does not answer: .*Docker/);
        });
    });

    describe("Pulumi's state", () => {
        let home: string;
        let server: Server;
        let backend: string;
        let asked: (string | undefined)[];

        before(async () => {
            server = createServer(({ headers, url }, response) => {
                asked.push(url);
                response.writeHead(headers.authorization === "token pul-good" ? 200 : 401).end("{}");
            }).listen(0, "127.0.0.1");
            await once(server, "listening");
            backend = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        });

        beforeEach(() => {
            home = mkdtempSync(join(tmpdir(), "pulumi-home-"));
            asked = [];
        });

        afterEach(() => rmSync(home, { recursive: true }));

        after(() => server.close());

        function of(credentials: object | undefined, more: NodeJS.ProcessEnv = {}): Promise<string[]> {
            if (credentials !== undefined) writeFileSync(join(home, "credentials.json"), JSON.stringify(credentials));
            return look(pulumiState, { environment: { PULUMI_HOME: home, ...more } });
        }

        it("has no place before `pulumi login`", async () => {
            assert.deepEqual(await of(undefined), ["failure: Pulumi is not logged in anywhere"]);
            assert.deepEqual(await of({ accounts: {} }), ["failure: Pulumi is not logged in anywhere"]);
        });

        it("is on this machine", async () => {
            assert.deepEqual(await of({ current: "file://~" }), ["ok: kept on this machine: file://~"]);
        });

        it("is in Pulumi Cloud, whose token holds", async () => {
            assert.deepEqual(await of({ current: backend, accessTokens: { [backend]: "pul-good" } }), [`ok: kept in ${backend}`]);
            assert.deepEqual(asked, ["/api/user"]);
        });

        it("is in Pulumi Cloud, whose token has ended", async () => {
            assert.deepEqual(await of({ current: backend, accessTokens: { [backend]: "pul-old" } }), [
                `failure: ${backend} refuses the access token`,
            ]);
        });

        it("is in Pulumi Cloud, without a token", async () => {
            assert.deepEqual(await of({ current: backend }), [`failure: Pulumi is not logged in to ${backend}`]);
        });

        it("follows the environment first", async () => {
            const environment = { PULUMI_BACKEND_URL: backend, PULUMI_ACCESS_TOKEN: "pul-good" };
            assert.deepEqual(await of({ current: "file://~" }, environment), [`ok: kept in ${backend}`]);
        });

        it("is in a bucket, which is not opened", async () => {
            assert.deepEqual(await of({ current: "s3://state" }), ["unchecked: kept in s3://state"]);
        });
    });
});
