import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Docker } from "./docker";

const appFolder = resolve(__dirname, "../../streamlit");

/** Leftovers of work on the app, which a fresh copy has not. */
const leftOut = [".venv", "__pycache__", ".pytest_cache", ".ruff_cache"];

/** Copies the app's folder, so that a test may change it. */
export function copyApp(target: string): void {
    cpSync(appFolder, target, { recursive: true, filter: (path) => !leftOut.includes(basename(path)) });
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

/** Builds the app's image as a deployment does, but for the base image. */
export async function build(docker: Docker, context: string, base: string, tag: string): Promise<void> {
    await docker.docker(["build", ...network(docker), "--build-arg", `BASE_IMAGE=${base}`, "--tag", tag, context]);
}

/** Digests of the image's layers, lowest first: equal where Docker took a layer from its cache. */
export async function layers(docker: Docker, image: string): Promise<string[]> {
    return JSON.parse(await docker.docker(["image", "inspect", "--format", "{{json .RootFS.Layers}}", image])) as string[];
}

/** Every file that the build context holds once `.dockerignore` is applied, as a Dockerfile sees it. */
export async function contextFiles(docker: Docker, context: string, base: string, tag: string): Promise<string[]> {
    const dockerfile = `FROM ${base}\nCOPY . /context/\nUSER 10001\nENTRYPOINT ["find", "/context", "-type", "f", "-printf", "%P\\\\n"]\n`;
    await docker.docker(["build", "--tag", tag, "--file", "-", context], { input: dockerfile });
    return (await docker.docker(["run", "--rm", "--network=none", tag])).split("\n").sort();
}
