import type { Context } from "mocha";
import { baseImage } from "../../harness/image/base-image";
import { buildServer, commonDockerfile, type Images } from "../../harness/image/build";
import { say, step } from "../../harness/image/command";
import { CannotBuild, openDocker, type Docker } from "../../harness/image/docker";

/** A Docker daemon, and the images that each app's image is built from. */
export interface Opened {
    readonly docker: Docker;
    readonly images: Images;
}

/** Opens Docker and builds the server's image; skips the suite where that cannot be, unless `CI` is set: there, nobody would notice. */
export async function openImages(suite: Context): Promise<Opened> {
    let docker: Docker | undefined;
    try {
        const opened = (docker = await openDocker());
        say(
            docker.buildKit ? "building with BuildKit, as a deployment does" : "building with Docker's first builder, for want of BuildKit",
        );
        const images = { base: await baseImage(docker, commonDockerfile), server: "streamlit-cognito-server:test" };
        await step("building the server's image", () => buildServer(opened, images.server));
        return { docker, images };
    } catch (error) {
        await docker?.close();
        if (!(error instanceof CannotBuild) || process.env["CI"]) throw error;
        say(`skipped: ${error.message}`);
        return suite.skip();
    }
}
