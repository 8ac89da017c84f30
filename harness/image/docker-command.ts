import { statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { attempt } from "./command";

/** A docker command, and the builder that it has. */
export interface DockerCommand {
    readonly path: string;
    /** BuildKit builds what is deployed. Without it, Docker's first builder builds the same Dockerfile, but knows no `<Dockerfile>.dockerignore`. */
    readonly buildKit: boolean;
}

/**
 * The first docker command on the path that has BuildKit, or else the first one.
 *
 * @returns undefined where there is none.
 */
export async function findDockerCommand(): Promise<DockerCommand | undefined> {
    const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
    const paths = folders.map((folder) => join(folder, "docker")).filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
    for (const path of paths) {
        if (await hasBuildKit(path)) return { path, buildKit: true };
    }
    return paths[0] === undefined ? undefined : { path: paths[0], buildKit: false };
}

/** It is a plugin, buildx, since version 23, and was part of the command before. */
async function hasBuildKit(path: string): Promise<boolean> {
    if ((await attempt(path, ["buildx", "version"])).code === 0) return true;
    const { stdout } = await attempt(path, ["--version"]);
    const version = Number(/version (\d+)\./.exec(stdout)?.[1]);
    return version >= 19 && version < 23;
}
