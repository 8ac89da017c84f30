import { Copy, type Add } from "dockerfile-ast";
import * as fs from "node:fs";
import * as path from "node:path";
import { hostOf, isWithin, type CopiedPath, type ImageFiles } from "./image-files";

/** What one COPY or ADD brings into a stage, with absolute paths of the image. */
export interface CopyInstruction {
    /** The stage or image that is copied from; undefined for the build context. */
    readonly from: string | undefined;
    readonly sources: readonly string[];
    readonly destination: string;
    /** Whether the destination is a folder whatever is copied. */
    readonly intoFolder: boolean;
    /** Whether the sources are files as they are, and not a download, an archive to unpack, or text in the Dockerfile. */
    readonly plain: boolean;
}

/**
 * @param expand replaces variables
 * @param workingDirectory what a relative destination is relative to
 */
export function readCopy(instruction: Add | Copy, expand: (text: string) => string, workingDirectory: string): CopyInstruction {
    const flags = instruction.getFlags().map((flag) => [flag.getName(), flag.getValue()] as const);
    const heredocs = instruction instanceof Copy ? instruction.getHeredocs().length : 0;
    const words = wordsOf(instruction, heredocs).map(expand);
    const sources = words.slice(0, -1);
    const last = words.at(-1) ?? ".";
    const isAdd = instruction.getKeyword() === "ADD";
    const isFetched = isAdd && sources.some((source) => /^[a-z+]+:\/\/|^git@|\.(tar|tgz|tbz2?|txz|gz|bz2|xz|zst)$/i.test(source));
    return {
        from: flags.find(([name]) => name === "from")?.[1] ?? undefined,
        sources: sources.map((source) => path.posix.resolve("/", source)),
        destination: path.posix.resolve(workingDirectory, last),
        intoFolder: sources.length > 1 || /(^|\/)\.{0,2}$/.test(last),
        plain: heredocs === 0 && !isFetched && !flags.some(([name]) => name === "parents" || name === "exclude"),
    };
}

/** Sources and destination; the array form holds names with spaces. */
function wordsOf(instruction: Add | Copy, heredocs: number): string[] {
    const words = instruction.getArguments().map((argument) => argument.getValue());
    if (heredocs > 0) {
        // Text follows; `plain` is false then, and only the destination counts.
        return words.slice(0, heredocs + 1);
    }
    try {
        const parsed: unknown = JSON.parse(words.join(" "));
        return Array.isArray(parsed) && parsed.every((word) => typeof word === "string") ? parsed : words;
    } catch {
        return words;
    }
}

/**
 * The paths that a copy adds to a stage (Docker docs: "Dockerfile reference", COPY): a file under its own name where the destination is a folder,
 * and of a folder what is in it.
 *
 * @param source files of what is copied from
 */
export function copiedPaths(copy: CopyInstruction, source: ImageFiles): CopiedPath[] {
    if (!copy.plain) {
        return [{ path: copy.destination, host: undefined }];
    }
    return copy.sources.flatMap((pattern) => {
        const folder = path.posix.dirname(pattern);
        const name = path.posix.basename(pattern);
        if (!/[*?[]/.test(pattern)) {
            return copyOne(pattern, copy, source);
        }
        if (/[*?[]/.test(folder) || name.includes("[")) {
            return [{ path: copy.destination, host: undefined }];
        }
        const matches = namesIn(source, folder).filter((candidate) => matchesPattern(candidate, name));
        return matches.flatMap((match) => copyOne(path.posix.join(folder, match), { ...copy, intoFolder: true }, source));
    });
}

/** @param pattern a name with `*` and `?` */
function matchesPattern(name: string, pattern: string): boolean {
    const expression = pattern
        .replace(/[.+^${}()|\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".");
    return new RegExp(`^${expression}$`, "s").test(name);
}

function copyOne(wanted: string, { destination, intoFolder }: CopyInstruction, source: ImageFiles): CopiedPath[] {
    const last = source.findLastIndex((file) => isWithin(wanted, file.path));
    const covering = source[last];
    const added: CopiedPath[] = [];
    if (covering !== undefined) {
        const host = hostOf(covering, wanted);
        const isFile = host !== undefined && fs.statSync(host, { throwIfNoEntry: false })?.isFile() === true;
        added.push({ path: isFile && intoFolder ? path.posix.join(destination, path.posix.basename(wanted)) : destination, host });
    }
    for (const file of source.slice(last + 1).filter((candidate) => isWithin(candidate.path, wanted))) {
        added.push({ path: path.posix.join(destination, path.posix.relative(wanted, file.path)), host: file.host });
    }
    return added;
}

/** Names of what a folder of a stage holds, as far as it was copied. */
function namesIn(source: ImageFiles, folder: string): string[] {
    const covering = source.findLast((file) => isWithin(folder, file.path));
    const host = covering && hostOf(covering, folder);
    const here = host !== undefined && fs.existsSync(host) ? fs.readdirSync(host) : [];
    const copied = source.filter((file) => file.path !== folder && isWithin(file.path, folder));
    const names = [...here, ...copied.map((file) => path.posix.relative(folder, file.path).split("/")[0] ?? "")];
    return [...new Set(names)];
}
