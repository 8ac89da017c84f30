import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { baseImage } from "../../harness/image/base-image";
import { buildApp, buildServer, commonDockerfile, copyApp } from "../../harness/image/build";
import type { Docker } from "../../harness/image/docker";
import { serverEnvironment } from "../../harness/image/server";
import { buildOriginal } from "./original";

/** An image, and how a task starts it. */
export interface Candidate {
    readonly name: string;
    readonly image: string;
    /** Flags of `docker create` and the command for a container that listens on a port of the loopback address. */
    readonly run: (port: number) => { readonly flags: readonly string[]; readonly command: readonly string[] };
}

const server = "streamlit-cognito-bench:server";

/** The image of this repository, as its task starts it. */
export const ours: Candidate = {
    name: "this one",
    image: "streamlit-cognito-bench:ours",
    run(port) {
        const environment = {
            ...serverEnvironment(`http://127.0.0.1:${port}`),
            STREAMLIT_SERVER_ADDRESS: "127.0.0.1",
            STREAMLIT_SERVER_PORT: String(port),
        };
        return { flags: ["--read-only", ...Object.entries(environment).map(([name, value]) => `--env=${name}=${value}`)], command: [] };
    },
};

/** The image by the original's Dockerfile, which leaves the command to the task. */
export const original: Candidate = {
    name: "by the original's Dockerfile",
    image: "streamlit-cognito-bench:original",
    run: (port) => ({
        flags: [],
        command: ["streamlit", "run", "app.py", "--server.headless=true", "--server.address=127.0.0.1", `--server.port=${port}`],
    }),
};

/** Images that a run leaves behind unless they are removed. The bases stay, as they take longest. */
export const leftovers = [ours.image, original.image, server];

/** Images that both are built from: the declared ones, or stand-ins of this machine. */
export interface Bases {
    readonly ours: string;
    readonly original: string;
}

/** Builds both. */
export async function build(docker: Docker): Promise<Bases> {
    const base = await baseImage(docker, commonDockerfile);
    await buildServer(docker, server);
    const folder = mkdtempSync(join(tmpdir(), "ours-"));
    try {
        copyApp("streamlit", folder);
        await buildApp(docker, folder, { base, server }, ours.image);
    } finally {
        rmSync(folder, { recursive: true });
    }
    return { ours: base, original: await buildOriginal(docker, base, original.image) };
}
