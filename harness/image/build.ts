import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { root } from "../project-copy";
import type { Docker } from "./docker";

const serverFolder = join(root, "server");

/** Builds an app's folder that has no Dockerfile of its own. */
export const commonDockerfile = join(root, "streamlit/Dockerfile");

/** Leftovers of work on an app, which a fresh copy has not. */
const leftOut = [".venv", "__pycache__", ".pytest_cache", ".ruff_cache"];

/** Copies an app's folder, so that the copy may be changed. */
export function copyApp(app: string, target: string): void {
    cpSync(join(root, app), target, { recursive: true, filter: (path) => !leftOut.includes(basename(path)) });
}

/** Writes a file and the folders above it. */
export function put(folder: string, path: string, content: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
}

/** Flags of `docker build` that give its steps a network. */
function network(docker: Docker): string[] {
    return docker.isPrivate ? ["--network=host"] : [];
}

/** Builds the server's image, of files only. */
export async function buildServer(docker: Docker, tag: string): Promise<void> {
    await docker.docker(["build", "--tag", tag, serverFolder]);
}

/** What an app's image is built from, beside the app. */
export interface Images {
    readonly base: string;
    readonly server: string;
}

/** Builds an app's folder with the common Dockerfile, as a deployment does, but for the base image. */
export async function buildApp(docker: Docker, folder: string, { base, server }: Images, tag: string): Promise<void> {
    const args = [...network(docker), "--build-arg", `BASE_IMAGE=${base}`, "--build-arg", `SERVER_IMAGE=${server}`];
    const build = (context: string) => docker.docker(["build", ...args, "--tag", tag, "--file", commonDockerfile, context]);
    if (docker.buildKit) {
        await build(folder);
        return;
    }
    // Docker's first builder takes the ignore file of the context only.
    const context = mkdtempSync(join(tmpdir(), "image-context-"));
    try {
        cpSync(folder, context, { recursive: true });
        cpSync(`${commonDockerfile}.dockerignore`, join(context, ".dockerignore"));
        await build(context);
    } finally {
        rmSync(context, { recursive: true });
    }
}

/** Builds an app's folder with the Dockerfile in it, as a deployment does. */
export async function buildOwn(docker: Docker, folder: string, { server }: Images, tag: string): Promise<void> {
    await docker.docker(["build", ...network(docker), "--build-arg", `SERVER_IMAGE=${server}`, "--tag", tag, folder]);
}

/** Digests of the image's layers, lowest first: equal where Docker took a layer from its cache. */
export async function layers(docker: Docker, image: string): Promise<string[]> {
    return JSON.parse(await docker.docker(["image", "inspect", "--format", "{{json .RootFS.Layers}}", image])) as string[];
}

/** Every file of the app that is in an image. */
export async function appFiles(docker: Docker, image: string): Promise<string[]> {
    const list = ["find", "/app", "-type", "f", "-printf", "%P\\n"];
    return (await docker.docker(["run", "--rm", "--network=none", image, ...list])).split("\n").sort();
}
