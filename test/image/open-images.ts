import type { Context } from "mocha";
import { baseImage } from "./base-image";
import { buildServer, commonDockerfile, type Images } from "./build";
import { say, step } from "./command";
import { CannotBuild, openDocker, type Docker } from "./docker";

/** A Docker daemon, and the images that each app's image is built from. */
export interface Opened {
    readonly docker: Docker;
    readonly images: Images;
}

/** Opens Docker and builds the server's image; skips the suite where that cannot be, unless `REQUIRE_IMAGE_TEST` is set. */
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
        if (!(error instanceof CannotBuild) || process.env["REQUIRE_IMAGE_TEST"]) throw error;
        say(`skipped: ${error.message}`);
        return suite.skip();
    }
}
