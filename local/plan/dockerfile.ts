import { Add, Arg, Cmd, Copy, Entrypoint, Env, Workdir, type Instruction } from "dockerfile-ast";
import * as path from "node:path";
import { commandOf, execForm, readStages, stageNamed, type Command, type Stage } from "../../dockerfile/stages";
import { copiedPaths, readCopy } from "./dockerfile-copy";
import { expand, type Variables } from "./dockerfile-variables";
import type { CopiedPath, ImageFiles } from "./image-files";

/** What a container of the image starts with, as the Dockerfile's final stage says. */
export interface ImageConfig extends Command {
    readonly environment: Readonly<Record<string, string>>;
    /** Absolute path in the image; `/` where the Dockerfile sets none. */
    readonly workingDirectory: string;
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

/** What a stage has after some of its instructions; of what is written before the first FROM, the build arguments. */
interface State extends Variables {
    readonly files: CopiedPath[];
    workingDirectory: string;
}

/**
 * Reads ENV, WORKDIR, COPY, ENTRYPOINT and CMD of the stage that is built. A stage that is built `FROM` an earlier one, or from an image that is
 * known here, inherits them; those of other images are not known and count as empty.
 *
 * @param text The Dockerfile (Docker docs: "Dockerfile reference").
 * @throws DockerfileError when ENTRYPOINT or CMD is in shell form: there is no shell of the image to run it with.
 */
export function readDockerfile(text: string, build: Build): ImageConfig {
    const { global, stages } = readStages(text);
    const configs = new Map<Stage, ImageConfig>();
    const source = (name: string): ImageConfig | undefined => {
        const stage = stageNamed(name, [...configs.keys()]);
        return stage === undefined ? build.image?.(name) : configs.get(stage);
    };
    const scope = { build, global: newState(), source };
    global.forEach((instruction) => apply(instruction, scope.global, scope));
    for (const stage of stages) {
        configs.set(stage, readStage(stage, source(expand(stage.image, scope.global)), scope));
    }
    const { target } = build;
    const built = target === undefined ? stages.at(-1) : stageNamed(target, stages);
    const config = built && configs.get(built);
    if (config === undefined) {
        throw new DockerfileError(target === undefined ? "It has no FROM." : `It has no stage named ${target}.`);
    }
    return config;
}

function readStage(stage: Stage, base: ImageConfig | undefined, scope: Scope): ImageConfig {
    const state = newState(base);
    stage.instructions.forEach((instruction) => apply(instruction, state, scope));
    const { environment, files, workingDirectory } = state;
    return { environment: Object.fromEntries(environment), workingDirectory, ...commandOf(stage, base), files };
}

function newState(base?: ImageConfig): State {
    return {
        environment: new Map(Object.entries(base?.environment ?? {})),
        args: new Map(),
        files: [...(base?.files ?? [])],
        workingDirectory: base?.workingDirectory ?? "/",
    };
}

/** What an instruction can refer to beside its own stage. */
interface Scope {
    readonly build: Build;
    /** Before the first FROM: build arguments that a stage gets by declaring them without a value. */
    readonly global: State;
    readonly source: (name: string) => ImageConfig | undefined;
}

function apply(instruction: Instruction, state: State, { build, global, source }: Scope): void {
    if (instruction instanceof Env) {
        // All variables of one line see the environment from before the line.
        const pairs = instruction
            .getProperties()
            .map((property) => [property.getName(), expand(property.getValue() ?? "", state)] as const);
        pairs.forEach(([name, value]) => state.environment.set(name, value));
    } else if (instruction instanceof Arg) {
        const property = instruction.getProperty();
        const name = property?.getName() ?? "";
        const byDefault = property?.getValue() ?? undefined;
        const value = build.args?.[name] ?? (byDefault === undefined ? global.args.get(name) : expand(byDefault, state));
        if (value !== undefined) {
            state.args.set(name, value);
        }
    } else if (instruction instanceof Workdir) {
        state.workingDirectory = path.posix.resolve(state.workingDirectory, expand(instruction.getPath() ?? ".", state));
    } else if (instruction instanceof Copy || instruction instanceof Add) {
        const copy = readCopy(instruction, (word) => expand(word, state), state.workingDirectory);
        const files = copy.from === undefined ? [{ path: "/", host: build.context }] : source(copy.from)?.files;
        state.files.push(...copiedPaths(copy, files ?? []));
    } else if (instruction instanceof Entrypoint || instruction instanceof Cmd) {
        refuseShellForm(instruction);
    }
}

function refuseShellForm(instruction: Instruction): void {
    if (execForm(instruction) === undefined) {
        const example = `write it in exec form, such as ["streamlit", "run", "app.py"]`;
        throw new DockerfileError(`${instruction.getKeyword()} is in shell form: ${example}.`);
    }
}
