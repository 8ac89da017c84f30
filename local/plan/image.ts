import * as fs from "node:fs";
import * as path from "node:path";
import type { DeclaredResource, DeclaredStack } from "../declared";
import type { Service } from "../model";
import { readDockerfile, type ImageConfig } from "./dockerfile";
import { Inputs } from "./inputs";
import type { Refusals } from "./refusals";

/** An image that the program builds, and what its containers start with. */
export interface PlannedImage {
    readonly image: Pick<Service["image"], "context" | "dockerfile" | "requirements">;
    readonly config: ImageConfig;
}

/**
 * The declared `docker.Image` that a container runs. Refuses an image that the program does not build: there is nothing to run
 * it with here.
 *
 * @param directory The program's folder: build paths are relative to it.
 */
export function planImage(container: Inputs, stack: DeclaredStack, directory: string, refusals: Refusals): PlannedImage | undefined {
    const name = container.string("image", "");
    const resource = imageNamed(name, stack);
    if (resource === undefined) {
        container.refuse("image", `the program builds no image "${name}" with docker.Image, and images are not downloaded here`);
        return undefined;
    }
    return readImage(resource, stack, directory, refusals);
}

function imageNamed(name: string, stack: DeclaredStack): DeclaredResource | undefined {
    return stack
        .ofType("docker:index/image:Image")
        .find(({ state, inputs }) => [state["repoDigest"], state["imageName"], inputs["imageName"]].includes(name));
}

/** An image that its Dockerfile names, and that the program builds too, is read in its turn: its build arguments say which. */
function readImage(resource: DeclaredResource, stack: DeclaredStack, directory: string, refusals: Refusals): PlannedImage | undefined {
    const inputs = new Inputs(resource, refusals);
    // Where it is pushed to, and how it is built, make no difference to what it starts.
    inputs.noDifference("imageName", "registry", "skipPush", "buildOnPreview");
    const build = inputs.object("build");
    build?.noDifference("addHosts", "builderVersion", "cacheFrom", "network", "platform");
    const context = path.resolve(directory, build?.string("context", ".") ?? ".");
    const declared = build?.string("dockerfile");
    const dockerfile = declared === undefined ? path.join(context, "Dockerfile") : path.resolve(directory, declared);
    const target = build?.string("target");
    const args = build?.map("args") ?? {};
    build?.end();
    inputs.end();
    const requirements: string[] = [];
    const image = (name: string): ImageConfig | undefined => {
        const other = imageNamed(name, stack);
        const read = other === undefined || other === resource ? undefined : readImage(other, stack, directory, refusals);
        requirements.push(...(read?.image.requirements ?? []));
        return read?.config;
    };
    try {
        const config = readDockerfile(fs.readFileSync(dockerfile, "utf8"), { context, target, args, image });
        return { image: { context, dockerfile, requirements: [...new Set([...requirements, ...requirementsOf(context)])] }, config };
    } catch (error) {
        const file = path.relative(directory, dockerfile);
        inputs.refuse("build.dockerfile", `${file} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
        return undefined;
    }
}

function requirementsOf(context: string): string[] {
    const file = path.join(context, "requirements.txt");
    return fs.existsSync(file) ? [file] : [];
}
