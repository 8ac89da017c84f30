import * as fs from "node:fs";
import * as path from "node:path";

/** A file or folder that an image holds a copy of. */
export interface CopiedPath {
    /** Absolute path in the image. */
    readonly path: string;
    /** Absolute path on this machine; undefined where no one file or folder here is what the image holds. */
    readonly host: string | undefined;
}

/** What was copied into an image, in that order: a later copy hides what it covers of earlier ones. */
export type ImageFiles = readonly CopiedPath[];

/** A path of an image that is no one place on this machine; the message is meant for people. */
export class NoOnePlaceError extends Error {
    override readonly name = "NoOnePlaceError";
}

/**
 * Where a path of an image is on this machine. A folder that copies from several places make up is here where all of them lie together under
 * the same names.
 *
 * @returns undefined for a path that nothing was copied to: it is the base image's, or made by a command.
 * @throws NoOnePlaceError
 */
export function hostPath(files: ImageFiles, wanted: string): string | undefined {
    const last = files.findLastIndex((file) => isWithin(wanted, file.path));
    // The image's root is the base image's, with much more in it.
    const inside = wanted === "/" ? [] : files.slice(last + 1).filter((file) => isWithin(file.path, wanted));
    const covering = files[last];
    const under = covering && hostOf(covering, wanted);
    // What is copied to the root lies beside what the base image has there.
    const isInBase = covering?.path === "/" && under !== undefined && !fs.existsSync(under);
    const places = inside.map((file) => folderAbove(file, wanted));
    if (covering !== undefined && !isInBase && (places.length === 0 || under === undefined || fs.existsSync(under))) {
        places.push(under);
    }
    const [place, ...others] = new Set(places);
    if (others.length > 0 || (places.length > 0 && place === undefined)) {
        throw new NoOnePlaceError(`${wanted} of the image is no one file or folder of this machine`);
    }
    return place;
}

/** The folder here that stands for an image's folder, going by one of the files copied into it. */
function folderAbove({ path: inside, host }: CopiedPath, folder: string): string | undefined {
    const rest = path.sep + path.posix.relative(folder, inside).replaceAll("/", path.sep);
    return host?.endsWith(rest) === true ? host.slice(0, -rest.length) : undefined;
}

/** @param wanted the copied path, or one in it */
export function hostOf(file: CopiedPath, wanted: string): string | undefined {
    return file.host === undefined ? undefined : path.join(file.host, path.posix.relative(file.path, wanted));
}

/** Whether a path is another one or in it. */
export function isWithin(inner: string, outer: string): boolean {
    return inner === outer || inner.startsWith(outer === "/" ? "/" : `${outer}/`);
}
