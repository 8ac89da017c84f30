import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appFiles, buildApp, buildOwn, copyApp, put, type Images } from "../../harness/image/build";
import { step } from "../../harness/image/command";
import type { Docker } from "../../harness/image/docker";
import { createIssuers } from "../../harness/image/server";
import { root } from "../../harness/project-copy";
import { documentedDockerfile } from "../support/documented-dockerfile";
import { healthy, startContainer, type Container } from "./container";
import { openImages } from "./open-images";

const sample = "samples/explorer";
const sampleFiles = [
    ".streamlit/config.toml",
    "app.py",
    "data/daylight.csv",
    "daylight.py",
    "pages/1_Compare.py",
    "pages/2_Upload.py",
    "requirements.txt",
];

/** Folders that know nothing of the stack, built by the common Dockerfile. */
describe("the image of an app of one's own", function () {
    this.timeout(900_000);
    const tag = "streamlit-cognito-app:own";
    let docker: Docker;
    let images: Images;
    let folder: string;

    before(async function () {
        ({ docker, images } = await openImages(this));
    });
    after(() => (docker as Docker | undefined)?.close());
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "image-app-"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    describe("an ordinary project, with pages, a module, data, a theme, and packages without hashes", () => {
        let container: Container;
        const issuers = createIssuers();

        before(async () => {
            await step(`building ${sample}`, () => buildApp(docker, join(root, sample), images, tag));
            container = await startContainer(docker, tag, await issuers, {
                STREAMLIT_SERVER_SCRIPT_HEALTH_CHECK_ENABLED: "true",
                PAGE_GROUPS: '{"pages/2_Upload.py":["analysts"]}',
            });
        });
        after(() => (container as Container | undefined)?.remove());

        it("becomes healthy", async () => {
            assert.equal(await healthy(docker, container), "ok");
        });

        it("serves nobody but whom the load balancer vouches for", async () => {
            assert.equal((await fetch(container.url)).status, 401);
            assert.equal((await fetch(container.url, { headers: await (await issuers).headers() })).status, 200);
        });

        it("runs, with all that it reads", async () => {
            const script = await fetch(`${container.url}/_stcore/script-health-check`, { headers: await (await issuers).headers() });
            assert.deepEqual([script.status, await script.text()], [200, "ok"]);
            assert.deepEqual(await appFiles(docker, tag), sampleFiles);
        });

        it("tells nobody what its people do, and watches no files, though its configuration does not say so", async () => {
            const program = `
from pathlib import Path
from streamlit_cognito.__main__ import command_line, options_of
options = options_of(Path("app.py").resolve(), command_line(["app.py"]))
print(*(options.get(name) for name in ("browser.gatherUsageStats", "server.headless", "server.fileWatcherType")))`;
            assert.equal((await container.exec("python", "-c", program)).stdout.trim(), "False True none");
        });
    });

    it("holds nothing secret of the folder, wherever it lies in it", async () => {
        copyApp(sample, folder);
        const secrets = [".env", ".env.production", ".git/config", ".aws/credentials", ".netrc", ".streamlit/secrets.toml", "tls/app.key"];
        const nested = ["data/.env", "pages/.git/config", "data/.streamlit/secrets.toml", "secrets.toml", "app.pem", "data/app.pem"];
        for (const path of [...secrets, ...nested]) put(folder, path, "secret");
        await buildApp(docker, folder, images, tag);
        assert.deepEqual(await appFiles(docker, tag), sampleFiles);
    });

    it("lets its user read the app, and not change it, whatever the modes are here", async () => {
        copyApp(sample, folder);
        chmodSync(join(folder, "data"), 0o700);
        chmodSync(join(folder, "data/daylight.csv"), 0o600);
        chmodSync(join(folder, "app.py"), 0o666);
        await buildApp(docker, folder, images, tag);
        const check = "head -1 data/daylight.csv && test ! -w app.py";
        assert.equal(await docker.docker(["run", "--rm", "--network=none", tag, "sh", "-c", check]), "city,latitude,date,hours");
    });

    it("starts the server when it is built by the Dockerfile that the documentation shows", async () => {
        copyApp(sample, folder);
        put(folder, "Dockerfile", documentedDockerfile(images.base));
        await step("building by the documented Dockerfile", () => buildOwn(docker, folder, images, tag));
        const issuers = createIssuers();
        const container = await startContainer(docker, tag, await issuers);
        try {
            assert.equal(await healthy(docker, container), "ok");
            assert.equal((await fetch(container.url)).status, 401);
            assert.equal((await fetch(container.url, { headers: await (await issuers).headers() })).status, 200);
        } finally {
            await container.remove();
        }
    });

    /** What Docker says where it builds no image of the folder. */
    const refused = (): Promise<string> => buildApp(docker, folder, images, tag).then(() => assert.fail("it was built"), String);
    const refusal = (requirements: string): Promise<string> => {
        put(folder, "requirements.txt", requirements);
        put(folder, "app.py", "");
        return refused();
    };

    it("is not built of a script with a syntax error, which people would be shown the line of", async () => {
        for (const script of ["app.py", "pages/2_Upload.py"]) {
            copyApp(sample, folder);
            put(folder, script, "import streamlit as st\nst.write('half a line\n");
            assert.match(await refused(), new RegExp(`File "${script}", line 2[^]*SyntaxError`));
        }
    });

    it("is not built without Streamlit, which a deployment would only find out when it starts", async () => {
        assert.match(await refusal("cffi\n"), /Streamlit is not installed: the app's requirements\.txt does not name it\./);
    });

    it("is not built with other versions of what the server verifies tokens with", async () => {
        assert.match(await refusal("streamlit==1.67.*\npyjwt==2.0.0\n"), /pyjwt==2\.0\.0[^]*constraint[^]*pyjwt/i);
    });
});
