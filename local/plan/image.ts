import * as fs from "node:fs";
import * as path from "node:path";
import type { DeclaredResource, DeclaredStack } from "../declared";
import type { Service } from "../model";
import { readDockerfile, type BuildOptions, type ImageConfig } from "./dockerfile";
import { Inputs } from "./inputs";
import type { Refusals } from "./refusals";

/** An image that the program builds, and what its containers start with. */
export interface PlannedImage {
    readonly image: Service["image"];
    readonly config: ImageConfig;
    /** Folders of the image that are folders of this machine. */
    readonly folders: readonly Folder[];
}

interface Folder {
    readonly inImage: string;
    readonly here: string;
}

/** What the declared image is built from. */
interface Build extends BuildOptions {
    readonly inputs: Inputs;
    readonly context: string;
    readonly dockerfile: string;
}

/**
 * The declared `docker.Image` that a container runs. Refuses an image that the program does not build: there is nothing to run
 * it with here. The image's WORKDIR is the build's folder; what it copies out of another image that the program builds is that
 * image's folder.
 *
 * @param directory The program's folder: build paths are relative to it.
 */
export function planImage(container: Inputs, stack: DeclaredStack, directory: string, refusals: Refusals): PlannedImage | undefined {
    const name = container.string("image", "");
    const resource = findImage(name, stack);
    if (resource === undefined) {
        container.refuse("image", `the program builds no image "${name}" with docker.Image, and images are not downloaded here`);
        return undefined;
    }
    const build = planBuild(resource, directory, refusals);
    const { context, dockerfile } = build;
    try {
        const config = readDockerfile(fs.readFileSync(dockerfile, "utf8"), build);
        const copied = config.copies.flatMap(({ image, source, destination }): Folder[] => {
            const other = findImage(image, stack);
            return other === undefined
                ? []
                : [{ inImage: destination, here: path.join(planBuild(other, directory, refusals).context, source) }];
        });
        const folders = [{ inImage: config.workingDirectory, here: context }, ...copied];
        const requirements = folders.map(({ here }) => path.join(here, "requirements.txt")).filter((file) => fs.existsSync(file));
        return { image: { context, dockerfile, requirements }, config, folders };
    } catch (error) {
        const file = path.relative(directory, dockerfile);
        build.inputs.refuse("build.dockerfile", `${file} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
        return undefined;
    }
}

/** By the digest that the registry answers, or by the name it is pushed under. */
function findImage(reference: string, stack: DeclaredStack): DeclaredResource | undefined {
    return stack
        .ofType("docker:index/image:Image")
        .find(({ state, inputs }) => [state["repoDigest"], state["imageName"], inputs["imageName"]].includes(reference));
}

function planBuild(resource: DeclaredResource, directory: string, refusals: Refusals): Build {
    const inputs = new Inputs(resource, refusals);
    // Where it is pushed to makes no difference to what it starts.
    inputs.noDifference("imageName", "registry", "skipPush", "buildOnPreview");
    const build = inputs.object("build");
    build?.noDifference("addHosts", "builderVersion", "cacheFrom", "network", "platform");
    const context = path.resolve(directory, build?.string("context", ".") ?? ".");
    const declared = build?.string("dockerfile");
    const planned = {
        inputs,
        context,
        dockerfile: declared === undefined ? path.join(context, "Dockerfile") : path.resolve(directory, declared),
        target: build?.string("target"),
        args: build?.map("args") ?? {},
    };
    build?.end();
    inputs.end();
    return planned;
}

/**
 * A path in the image as the path of the same file here, also in a list of paths such as PYTHONPATH. Other texts, and
 * paths of the image that are not here, stay as they are.
 */
export function pathHere(text: string, folders: readonly Folder[]): string {
    const longestFirst = [...folders].sort((one, other) => other.inImage.length - one.inImage.length);
    const here = (part: string): string => {
        const folder = longestFirst.find(({ inImage }) => inImage !== "/" && (part === inImage || part.startsWith(`${inImage}/`)));
        return folder === undefined ? part : path.join(folder.here, part.slice(folder.inImage.length));
    };
    return text.split(":").map(here).join(":");
}
