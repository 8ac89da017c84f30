import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { baseImage } from "./base-image";
import { appFiles, buildApp, buildServer, commonDockerfile, copyApp, layers, put } from "./build";
import { say, step } from "./command";
import { healthy, startContainer, type Container } from "./container";
import { CannotBuild, openDocker, type Docker } from "./docker";
import { appUrl, createIssuers, type Issuers } from "./server";

/** The image is built and run for real, so a machine without Docker needs minutes to get one. */
describe("the app's image", function () {
    this.timeout(900_000);
    const image = "streamlit-cognito-app:test";
    const scratch = "streamlit-cognito-app:scratch";
    const server = "streamlit-cognito-server:test";
    let docker: Docker;
    let base: string;
    let issuers: Issuers;
    let context: string;
    let container: Container;

    before(async function () {
        try {
            docker = await openDocker();
            context = mkdtempSync(join(tmpdir(), "image-context-"));
            copyApp("streamlit", context);
            base = await baseImage(docker, commonDockerfile);
        } catch (error) {
            // Elsewhere the machine may be the reason; in CI, nobody would notice.
            if (!(error instanceof CannotBuild) || process.env["CI"]) throw error;
            say(`skipped: ${error.message}`);
            this.skip();
        }
        issuers = await createIssuers();
        await step("building the server's image", () => buildServer(docker, server));
        await step("building the app's image", () => buildApp(docker, context, { base, server }, image));
        container = await startContainer(docker, image, issuers, { STREAMLIT_SERVER_SCRIPT_HEALTH_CHECK_ENABLED: "true" });
        await step("waiting for its health check", () => healthy(docker, container));
    });

    after(async () => {
        if (container as Container | undefined) await container.remove();
        if (context) rmSync(context, { recursive: true });
        if (docker as Docker | undefined) {
            await docker.attempt(["image", "rm", "--force", scratch]);
            await docker.close();
        }
    });

    it("answers the load balancer's health check on a read-only root file system", async () => {
        assert.equal(await healthy(docker, container), "ok");
    });

    it("holds everything that the app needs to run", async () => {
        const response = await fetch(`${container.url}/_stcore/script-health-check`, { headers: await issuers.headers() });
        assert.deepEqual([response.status, await response.text()], [200, "ok"]);
    });

    it("serves nobody but whom the load balancer vouches for", async () => {
        const status = async (headers: Record<string, string>): Promise<number> => (await fetch(container.url, { headers })).status;
        assert.equal(await status({}), 401);
        const strangers = await (await createIssuers()).headers();
        assert.equal(await status(strangers), 401, "signed with another key under the same name");
        assert.equal(await status(await issuers.headers()), 200);
    });

    it("does not start without knowing its load balancer", async () => {
        const { code, stdout, stderr } = await docker.attempt(["run", "--rm", "--network=none", image]);
        assert.notEqual(code, 0);
        assert.match(stdout + stderr, /ALB_ARN/);
    });

    it("runs its server as the first process, without root and without capabilities", async () => {
        const { stdout } = await container.exec("cat", "/proc/1/cmdline", "/proc/1/status");
        assert.match(stdout, /python\0-m\0streamlit_cognito\0app\.py\0/);
        assert.match(stdout, /^Uid:\t10001\t10001\t10001\t10001$/m);
        assert.match(stdout, /^CapEff:\t0+$/m);
    });

    it("can write to /tmp and nowhere else", async () => {
        const kernel = ["-path", "/proc", "-o", "-path", "/sys", "-o", "-path", "/dev"];
        const { stdout } = await container.exec("find", "/", "(", ...kernel, ")", "-prune", "-o", "-type", "d", "-writable", "-print");
        const folders = stdout.trim().split("\n");
        assert.deepEqual(
            folders.filter((folder) => !folder.startsWith("/tmp/")),
            ["/tmp"],
        );
        assert.equal((await container.exec("touch", "/tmp/written")).code, 0);
        assert.match((await container.exec("touch", "/app/written")).stderr, /Read-only file system/);
    });

    it("leaves the app and its packages to root, should the root file system be writable", async () => {
        const find = ["find", "/app", "/opt/venv", "!", "-type", "l", "-writable"];
        assert.equal(await docker.docker(["run", "--rm", "--network=none", image, ...find]), "");
    });

    it("has nothing to build or install with", async () => {
        for (const module of ["pip", "ensurepip"]) {
            const { code, stderr } = await container.exec("python", "-m", module, "--version");
            assert.deepEqual([code, new RegExp(`No module named '?${module}`).test(stderr)], [1, true], `${module}: ${stderr}`);
        }
        for (const tool of ["pip", "pip3", "uv", "gcc", "cc", "make", "git", "curl"]) {
            assert.notEqual((await container.exec("sh", "-c", `command -v ${tool}`)).code, 0, `${tool} is in the image`);
        }
    });

    it("has the bytecode of every module that the app imports", async () => {
        const program = `
import os, sys, streamlit.web.bootstrap, streamlit.runtime.scriptrunner, plotly.express
specs = [module.__spec__ for module in list(sys.modules.values()) if getattr(module, "__spec__", None)]
sources = [spec for spec in specs if (spec.origin or "").endswith(".py")]
assert len(sources) > 500, len(sources)
print(*[spec.origin for spec in sources if not os.path.exists(spec.cached)])`;
        const { code, stdout, stderr } = await container.exec("python", "-c", program);
        assert.deepEqual([code, stdout.trim()], [0, ""], stderr);
    });

    it("holds of the folder what the app may read, and nothing secret, left over or for tests", async () => {
        const strays = [".env", ".venv/lib/a.py", ".streamlit/secrets.toml", "tests/__pycache__/a.pyc", "data.csv"];
        for (const path of strays) put(context, path, "stray");
        await buildApp(docker, context, { base, server }, scratch);
        const files = [".streamlit/config.toml", "app.py", "data.csv", "requirements.txt"];
        assert.deepEqual(await appFiles(docker, scratch), files, "an app's data belongs to it");
        rmSync(join(context, "data.csv"));
    });

    it("is the same image when only a test changes", async () => {
        put(context, "tests/test_more.py", "");
        await buildApp(docker, context, { base, server }, scratch);
        assert.deepEqual(await layers(docker, scratch), await layers(docker, image));
    });

    it("keeps the layers of its packages when only the app changes", async () => {
        put(context, "app.py", "import streamlit as st\n");
        await buildApp(docker, context, { base, server }, scratch);
        const [before, now] = [await layers(docker, image), await layers(docker, scratch)];
        assert.deepEqual(now.slice(0, -1), before.slice(0, -1));
        assert.notEqual(now.at(-1), before.at(-1));
    });

    it("ends by itself on SIGTERM, with a page open", async () => {
        const page = new WebSocket(`${container.url.replace("http", "ws")}/_stcore/stream`, {
            // As the load balancer hands it on: Streamlit compares the two.
            headers: { host: new URL(appUrl).host, origin: appUrl, ...(await issuers.headers()) },
        });
        await new Promise((open, failed) => page.once("open", open).once("error", failed));
        // Killed (137) after as long as ECS leaves a task by default.
        await docker.docker(["stop", "--time", "30", container.id]);
        assert.equal(await docker.docker(["inspect", "--format", "{{.State.ExitCode}}", container.id]), "0");
        page.terminate();
    });
});
