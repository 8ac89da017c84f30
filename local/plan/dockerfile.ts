import { Add, Arg, Copy, DockerfileParser, Env, From, Workdir, type Instruction } from "dockerfile-ast";
import * as path from "node:path";
import { copiedPaths, readCopy } from "./dockerfile-copy";
import { expand, type Variables } from "./dockerfile-variables";
import type { CopiedPath, ImageFiles } from "./image-files";

/** What a container of the image starts with, as the Dockerfile's final stage says. */
export interface ImageConfig {
    readonly environment: Readonly<Record<string, string>>;
    /** Absolute path in the image; `/` where the Dockerfile sets none. */
    readonly workingDirectory: string;
    readonly entryPoint: readonly string[];
    readonly command: readonly string[];
    /** What was copied into it from places on this machine; not what its commands made. */
    readonly files: ImageFiles;
}

/** How a Dockerfile is built. */
export interface Build {
    /** Absolute path of the build context. */
    readonly context: string;
    /** The stage to build. @default the last one */
    readonly target?: string | undefined;
    /** Build arguments. */
    readonly args?: Readonly<Record<string, string>>;
    /** An image that a FROM or a COPY names, where it is known here. */
    readonly image?: (name: string) => ImageConfig | undefined;
}

/** A Dockerfile that cannot be read as one machine needs it; the message is meant for people. */
export class DockerfileError extends Error {
    override readonly name = "DockerfileError";
}

interface Stage extends Variables {
    /** Empty for what is written before the first FROM. */
    readonly name: string;
    readonly files: CopiedPath[];
    workingDirectory: string;
    entryPoint: readonly string[];
    command: readonly string[];
    /** Whether this stage has a CMD of its own. */
    ownCommand: boolean;
}

/**
 * Reads ENV, WORKDIR, COPY, ENTRYPOINT and CMD of the stage that is built. A stage that is built `FROM` an earlier one, or from an image that is
 * known here, inherits them; those of other images are not known and count as empty.
 *
 * @param text The Dockerfile (Docker docs: "Dockerfile reference").
 * @throws DockerfileError when ENTRYPOINT or CMD is in shell form: there is no shell of the image to run it with.
 */
export function readDockerfile(text: string, build: Build): ImageConfig {
    const global = newStage("");
    const stages: Stage[] = [];
    const source = (name: string): ImageConfig | undefined => {
        const stage = stageNamed(name, stages);
        return stage === undefined ? build.image?.(name) : configOf(stage);
    };
    for (const instruction of DockerfileParser.parse(text).getInstructions()) {
        if (instruction instanceof From) {
            const base = source(expand(instruction.getImage() ?? "", global));
            stages.push(newStage(instruction.getBuildStage()?.toLowerCase() ?? "", base));
        } else {
            apply(instruction, stages.at(-1) ?? global, { build, global, source });
        }
    }
    const { target } = build;
    const built = target === undefined ? stages.at(-1) : stages.find(({ name }) => name === target.toLowerCase());
    if (built === undefined) {
        throw new DockerfileError(target === undefined ? "It has no FROM." : `It has no stage named ${target}.`);
    }
    return configOf(built);
}

function configOf({ environment, workingDirectory, entryPoint, command, files }: Stage): ImageConfig {
    return { environment: Object.fromEntries(environment), workingDirectory, entryPoint, command, files };
}

/** By its name, or, as COPY may, by its number. */
function stageNamed(name: string, stages: readonly Stage[]): Stage | undefined {
    const named = name === "" ? undefined : stages.find((stage) => stage.name === name.toLowerCase());
    return named ?? (/^\d+$/.test(name) ? stages[Number(name)] : undefined);
}

function newStage(name: string, base?: ImageConfig): Stage {
    return {
        name,
        environment: new Map(Object.entries(base?.environment ?? {})),
        args: new Map(),
        files: [...(base?.files ?? [])],
        workingDirectory: base?.workingDirectory ?? "/",
        entryPoint: base?.entryPoint ?? [],
        command: base?.command ?? [],
        ownCommand: false,
    };
}

/** What an instruction can refer to beside its own stage. */
interface Scope {
    readonly build: Build;
    /** Before the first FROM: build arguments that a stage gets by declaring them without a value. */
    readonly global: Stage;
    readonly source: (name: string) => ImageConfig | undefined;
}

function apply(instruction: Instruction, stage: Stage, { build, global, source }: Scope): void {
    if (instruction instanceof Env) {
        // All variables of one line see the environment from before the line.
        const pairs = instruction
            .getProperties()
            .map((property) => [property.getName(), expand(property.getValue() ?? "", stage)] as const);
        pairs.forEach(([name, value]) => stage.environment.set(name, value));
    } else if (instruction instanceof Arg) {
        const property = instruction.getProperty();
        const name = property?.getName() ?? "";
        const byDefault = property?.getValue() ?? undefined;
        const value = build.args?.[name] ?? (byDefault === undefined ? global.args.get(name) : expand(byDefault, stage));
        if (value !== undefined) {
            stage.args.set(name, value);
        }
    } else if (instruction instanceof Workdir) {
        stage.workingDirectory = path.posix.resolve(stage.workingDirectory, expand(instruction.getPath() ?? ".", stage));
    } else if (instruction instanceof Copy || instruction instanceof Add) {
        const copy = readCopy(instruction, (word) => expand(word, stage), stage.workingDirectory);
        const files = copy.from === undefined ? [{ path: "/", host: build.context }] : source(copy.from)?.files;
        stage.files.push(...copiedPaths(copy, files ?? []));
    } else if (instruction.getKeyword() === "ENTRYPOINT") {
        stage.entryPoint = execForm(instruction);
        // Docker resets the base's CMD with a new ENTRYPOINT, and leaves one of the same stage, wherever it stands.
        stage.command = stage.ownCommand ? stage.command : [];
    } else if (instruction.getKeyword() === "CMD") {
        stage.command = execForm(instruction);
        stage.ownCommand = true;
    }
}

function execForm(instruction: Instruction): string[] {
    const text = instruction.getArgumentsContent() ?? "";
    try {
        const parsed: unknown = JSON.parse(text);
        if (Array.isArray(parsed) && parsed.every((item) => typeof item === "string")) {
            return parsed;
        }
    } catch {
        // Falls through: it is the shell form.
    }
    throw new DockerfileError(
        `${instruction.getKeyword()} is in shell form: write it in exec form, such as ["streamlit", "run", "app.py"].`,
    );
}
