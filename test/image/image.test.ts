import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { appFiles, buildApp, copyApp, layers, put, type Images } from "../../harness/image/build";
import { step } from "../../harness/image/command";
import type { Docker } from "../../harness/image/docker";
import { appUrl, createIssuers, type Issuers } from "../../harness/image/server";
import { healthy, startContainer, type Container } from "./container";
import { openImages } from "./open-images";

/** The image is built and run for real, so a machine without Docker needs minutes to get one. */
describe("the app's image", function () {
    this.timeout(900_000);
    const image = "streamlit-cognito-app:test";
    const scratch = "streamlit-cognito-app:scratch";
    let docker: Docker;
    let images: Images;
    let context: string;
    let issuers: Issuers;
    let container: Container;

    before(async function () {
        ({ docker, images } = await openImages(this));
        context = mkdtempSync(join(tmpdir(), "image-app-"));
        copyApp("streamlit", context);
        await step("building the image", () => buildApp(docker, context, images, image));
        issuers = await createIssuers();
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

    async function get(path: string, headers: Record<string, string> = {}): Promise<[status: number, body: string]> {
        const response = await fetch(`${container.url}${path}`, { headers });
        return [response.status, await response.text()];
    }

    it("answers the load balancer's health check, without a user, on a read-only root file system", async () => {
        assert.deepEqual(await get("/_stcore/health"), [200, "ok"]);
    });

    it("serves nothing else to a request that did not come through the load balancer", async () => {
        for (const path of ["/", "/_stcore/host-config", "/static/index.html", "/_session"]) {
            const [status, body] = await get(path);
            assert.equal(status, 401, path);
            assert.match(body, /You are not signed in/);
        }
    });

    it("serves the page to a user whom the load balancer vouches for", async () => {
        const [status, body] = await get("/", await issuers.headers());
        assert.equal(status, 200);
        assert.match(body, /<script src="\/_session\/page\.js"/);
    });

    it("refuses tokens that somebody else signed under the same keys' names", async () => {
        const [genuine, forged] = [await issuers.headers(), await (await createIssuers()).headers()];
        for (const name of ["x-amzn-oidc-data", "x-amzn-oidc-accesstoken"] as const) {
            assert.equal((await get("/", { ...genuine, [name]: forged[name]! }))[0], 401, name);
        }
    });

    it("holds everything that the app needs to run", async () => {
        assert.deepEqual(await get("/_stcore/script-health-check", await issuers.headers()), [200, "ok"]);
    });

    it("does not start without the environment that tells it whom to believe", async () => {
        const { code, stderr } = await docker.attempt(["run", "--rm", "--read-only", "--network=none", image]);
        assert.equal(code, 1);
        assert.match(stderr, /^The server cannot start, because of its environment:\n {2}- ALB_ARN must be .*; it is missing\n/);
    });

    it("runs its server as the first process, without root and without capabilities", async () => {
        const { stdout } = await container.exec("cat", "/proc/1/cmdline", "/proc/1/status");
        assert.match(stdout, /python\0-m\0streamlit_cognito\0app\.py\0/);
        assert.match(stdout, /^Uid:\t10001\t10001\t10001\t10001$/m);
        assert.match(stdout, /^CapEff:\t0+$/m);
    });

    it("has no health check of its own, beside the target group's", async () => {
        assert.equal(await docker.docker(["image", "inspect", "--format", "{{json .Config.Healthcheck}}", image]), "null");
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

    it("leaves the app, its packages and the server to root, should the root file system be writable", async () => {
        const find = ["find", "/app", "/opt", "!", "-type", "l", "-writable"];
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

    it("has the bytecode of every module that the app and the server import", async () => {
        const program = `
import os, sys, streamlit.web.bootstrap, streamlit.runtime.scriptrunner, plotly.express, streamlit_cognito.guard
specs = [module.__spec__ for module in list(sys.modules.values()) if getattr(module, "__spec__", None)]
sources = [spec for spec in specs if (spec.origin or "").endswith(".py")]
assert len(sources) > 500, len(sources)
assert any(spec.origin.startswith("/opt/server/") for spec in sources)
print(*[spec.origin for spec in sources if not os.path.exists(spec.cached)])`;
        const { code, stdout, stderr } = await container.exec("python", "-c", program);
        assert.deepEqual([code, stdout.trim()], [0, ""], stderr);
    });

    it("holds of the app's folder what the app needs", async () => {
        assert.deepEqual(await appFiles(docker, image), [".streamlit/config.toml", "app.py", "requirements.txt", "views/measurements.py"]);
    });

    it("is the same image when only tests change, or what is not the app's", async () => {
        const strays = [
            ".env",
            ".venv/lib/a.py",
            ".git/HEAD",
            ".streamlit/secrets.toml",
            "tests/test_more.py",
            "venv/lib/a.py",
            "notes.log",
        ];
        const nested = ["views/.ipynb_checkpoints/a.py", "views/__pycache__/a.pyc", "deploy.pem", "requirements-dev.txt", "README.md"];
        for (const path of [...strays, ...nested]) put(context, path, "stray");
        await buildApp(docker, context, images, scratch);
        assert.deepEqual(await layers(docker, scratch), await layers(docker, image));
    });

    it("keeps all layers but the last when only the app changes", async () => {
        put(context, "app.py", "import streamlit as st\n");
        put(context, "data/intro.md", "# Hello\n");
        await buildApp(docker, context, images, scratch);
        const [before, now] = [await layers(docker, image), await layers(docker, scratch)];
        assert.deepEqual(now.slice(0, -1), before.slice(0, -1));
        assert.notEqual(now.at(-1), before.at(-1));
        assert.ok((await appFiles(docker, scratch)).includes("data/intro.md"));
    });

    it("ends by itself on SIGTERM, with a page open", async () => {
        const url = `${container.url.replace("http", "ws")}/_stcore/stream`;
        const headers = { ...(await issuers.headers()), host: new URL(appUrl).host };
        const page = new WebSocket(url, ["streamlit"], { headers, origin: appUrl });
        await new Promise((open, failed) => page.once("open", open).once("error", failed));
        // Killed (137) after as long as ECS leaves a task by default.
        await docker.docker(["stop", "--time", "30", container.id]);
        assert.equal(await docker.docker(["inspect", "--format", "{{.State.ExitCode}}", container.id]), "0");
        page.terminate();
    });
});
