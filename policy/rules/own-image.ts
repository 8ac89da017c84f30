import * as path from "node:path";
import { ofType, referred, type Resource, type Stack } from "../../declared/resource";
import { containersOf } from "../../declared/tasks";
import { taskTypes, types } from "../../declared/types";
import { at, show, textAt } from "../../declared/values";
import type { StackRule } from "../rule";

/** What the server is made of, and what builds an app's folder that has no Dockerfile of its own. */
const server = { context: "./server", dockerfile: "./server/Dockerfile" };
const commonDockerfile = "./streamlit/Dockerfile";

/** The program, of which the pack is a folder. */
const program = path.resolve(__dirname, "../..");

/** A digest says that an image does not change, and not whose it is: one of somebody else's, or one without the server, asks nobody who they are. */
export const ownImage: StackRule = {
    id: "own-image",
    scope: "stack",
    description:
        "Tasks run images that this stack builds from the app's folder, with its server in them, and pushes to its own repository.",
    remedy: "Take the container's image from a docker.Image of the stack, with the server's repoDigest as SERVER_IMAGE; see service/image.ts.",
    types: [...taskTypes, types.image],
    *check(resource, stack) {
        if (resource.type === types.image) {
            yield* problemsOf(resource, stack);
            return;
        }
        for (const container of containersOf(resource)) {
            const image = textAt(container, "image") ?? "";
            const built = ofType(stack, types.image).find(({ references }) => references.includes(image));
            if (built === undefined) {
                yield `it runs ${show(image)}, which is no image of this stack`;
            } else if (!serversOf(built, stack).some((each) => contextOf(each) === server.context)) {
                yield `it runs ${built.name}, which has no server of this stack in it`;
            }
        }
    },
};

function serversOf(image: Resource, stack: Stack): Resource[] {
    const servers = isBuilt(image)
        ? ofType(stack, types.image).filter(({ urn }) => image.propertyDependencies["build"]?.includes(urn))
        : referred(stack, image, ["build", "args", "SERVER_IMAGE"], types.image);
    return servers.filter((each) => each !== image);
}

/**
 * Whether only its outputs are known, as the engine shows an image that is there. They say what it was built from in other words, and nothing of the
 * build's arguments, but the engine knows which resources they are from. Source: `image.go` of pulumi-docker.
 */
function isBuilt({ props }: Resource): boolean {
    return at(props, "build") === undefined;
}

function contextOf(image: Resource): string {
    return textAt(image.props, ...(isBuilt(image) ? ["context"] : ["build", "context"])) ?? "";
}

/** From the program's folder; an image that is built has it from the context. */
function dockerfileOf(image: Resource): string {
    const dockerfile = textAt(image.props, ...(isBuilt(image) ? ["dockerfile"] : ["build", "dockerfile"])) ?? "";
    return isBuilt(image) ? path.relative(program, path.resolve(program, contextOf(image), dockerfile)) : dockerfile;
}

function* problemsOf(image: Resource, stack: Stack): Iterable<string> {
    const registry = isBuilt(image) ? ["registryServer"] : ["registry", "server"];
    for (const [where, nameIn] of [[registry], [["imageName"], withoutTag]] as const) {
        if (referred(stack, image, where, types.repository, nameIn).length === 0) {
            yield `its ${where.join(".")} is no repository of this stack`;
        }
    }
    const context = contextOf(image);
    const dockerfile = dockerfileOf(image);
    const own = [`${context}/Dockerfile`, ...(context === server.context ? [] : [commonDockerfile])];
    if (!isOneFolder(context)) {
        yield `it is built from ${show(context)}`;
    } else if (!own.some((each) => path.posix.normalize(each) === path.posix.normalize(dockerfile))) {
        yield `it is built from ${show(context)} by ${show(dockerfile)}`;
    }
}

function withoutTag(imageName: string): string {
    return imageName.replace(/:[^:/]+$/, "");
}

/** Whether it is a folder on the machine, and not what is around the program: state, keys and settings would go into the image. */
function isOneFolder(context: string): boolean {
    const isElsewhere = /^(?:[a-z][a-z0-9+.-]+:|[^/]*@|github\.com\/)/i.test(context);
    return !isElsewhere && !/^(?:\/|(?:\.\.?\/)*)$/.test(path.posix.normalize(`${context}/`));
}
