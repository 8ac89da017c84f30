import { Arg, Copy, DockerfileParser, Env, From, Workdir, type Instruction } from "dockerfile-ast";
import * as path from "node:path";

/** What a container of the image starts with, as the Dockerfile's final stage says. */
export interface ImageConfig {
    readonly environment: Readonly<Record<string, string>>;
    /** Absolute path in the image; `/` where the Dockerfile sets none. */
    readonly workingDirectory: string;
    readonly entryPoint: readonly string[];
    readonly command: readonly string[];
    /** What it takes from other images, by the reference in that image's FROM. */
    readonly copies: readonly Copied[];
}

/** Files that another image holds in one place, and this one in another. */
export interface Copied {
    readonly image: string;
    readonly source: string;
    readonly destination: string;
}

/** A Dockerfile that cannot be read as one machine needs it; the message is meant for people. */
export class DockerfileError extends Error {
    override readonly name = "DockerfileError";
}

/** How it is built, as far as that changes what it is. */
export interface BuildOptions {
    /** The stage to build. @default the last */
    readonly target?: string | undefined;
    /** Over the defaults that its ARGs have. */
    readonly args?: Readonly<Record<string, string>>;
}

interface Stage {
    readonly name: string;
    /** The image in FROM. */
    readonly image: string;
    readonly environment: Map<string, string>;
    /** Build arguments that have a value: visible to later lines of the stage, absent from the container. */
    readonly args: Map<string, string>;
    workingDirectory: string;
    entryPoint: readonly string[];
    command: readonly string[];
    copies: readonly Copied[];
}

/** What every stage can see. */
interface Build {
    readonly stages: Stage[];
    readonly given: Readonly<Record<string, string>>;
    /** ARGs before the first FROM. */
    readonly globals: Map<string, string>;
}

/**
 * Reads ENV, WORKDIR, ENTRYPOINT, CMD and COPY --from of the stage that is built. A stage that is built `FROM` an earlier one
 * inherits them; those of a base image from a registry are not known here and count as empty.
 *
 * @param text The Dockerfile (Docker docs: "Dockerfile reference").
 * @throws DockerfileError when ENTRYPOINT or CMD is in shell form: there is no shell of the image to run it with.
 */
export function readDockerfile(text: string, { target, args = {} }: BuildOptions = {}): ImageConfig {
    const build: Build = { stages: [], given: args, globals: new Map() };
    for (const instruction of DockerfileParser.parse(text).getInstructions()) {
        const stage = build.stages.at(-1);
        if (instruction instanceof From) {
            build.stages.push(newStage(instruction, build));
        } else if (stage !== undefined) {
            apply(instruction, stage, build);
        } else if (instruction instanceof Arg) {
            setArgument(instruction, build.globals, { environment: new Map(), args: build.globals }, build);
        }
    }
    const built = target === undefined ? build.stages.at(-1) : build.stages.find(({ name }) => name === target.toLowerCase());
    if (built === undefined) {
        throw new DockerfileError(target === undefined ? "It has no FROM." : `It has no stage named ${target}.`);
    }
    const { environment, workingDirectory, entryPoint, command, copies } = built;
    return { environment: Object.fromEntries(environment), workingDirectory, entryPoint, command, copies };
}

function newStage(from: From, { stages, globals }: Build): Stage {
    const image = expand(from.getImage() ?? "", { environment: new Map(), args: globals });
    const base = stages.find(({ name }) => name !== "" && name === image.toLowerCase());
    return {
        name: from.getBuildStage()?.toLowerCase() ?? "",
        image: base?.image ?? image,
        environment: new Map(base?.environment),
        args: new Map(),
        workingDirectory: base?.workingDirectory ?? "/",
        entryPoint: base?.entryPoint ?? [],
        command: base?.command ?? [],
        copies: base?.copies ?? [],
    };
}

function apply(instruction: Instruction, stage: Stage, build: Build): void {
    if (instruction instanceof Env) {
        // All variables of one line see the environment from before the line.
        const pairs = instruction
            .getProperties()
            .map((property) => [property.getName(), expand(property.getValue() ?? "", stage)] as const);
        pairs.forEach(([name, value]) => stage.environment.set(name, value));
    } else if (instruction instanceof Arg) {
        setArgument(instruction, stage.args, stage, build);
    } else if (instruction instanceof Workdir) {
        stage.workingDirectory = path.posix.resolve(stage.workingDirectory, expand(instruction.getPath() ?? ".", stage));
    } else if (instruction instanceof Copy) {
        stage.copies = [...stage.copies, ...copiesOf(instruction, stage, build)];
    } else if (instruction.getKeyword() === "ENTRYPOINT") {
        stage.entryPoint = execForm(instruction);
        // Docker resets the base's CMD with a new ENTRYPOINT.
        stage.command = [];
    } else if (instruction.getKeyword() === "CMD") {
        stage.command = execForm(instruction);
    }
}

/** An argument's given value goes before its default, and a stage's own declaration without a default takes the global one's value. */
function setArgument(instruction: Arg, target: Map<string, string>, scope: Pick<Stage, "environment" | "args">, build: Build): void {
    const property = instruction.getProperty();
    const name = property?.getName() ?? "";
    const byDefault = property?.getValue();
    const value = build.given[name] ?? (typeof byDefault === "string" ? expand(byDefault, scope) : build.globals.get(name));
    if (value !== undefined) {
        target.set(name, value);
    }
}

/** COPY --from takes from a stage or from an image; a copy out of the build's own folder is none of these. */
function copiesOf(instruction: Copy, stage: Stage, { stages }: Build): Copied[] {
    const from = instruction
        .getFlags()
        .find((flag) => flag.getName() === "from")
        ?.getValue();
    if (from === undefined || from === null) {
        return [];
    }
    const image = (stages.find(({ name }) => name === from.toLowerCase()) ?? stages[Number(from)])?.image ?? from;
    const words = instruction.getArguments().map((word) => expand(word.getValue(), stage));
    const destination = path.posix.resolve(stage.workingDirectory, words.at(-1) ?? "");
    return words.slice(0, -1).map((source) => ({ image, source: path.posix.resolve("/", source), destination }));
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

/** Replaces `$name`, `${name}`, `${name:-default}` and `${name:+alternative}`; an unset variable is empty. */
function expand(text: string, { environment, args }: Pick<Stage, "environment" | "args">): string {
    return text.replace(
        /\\(\$)|\$(?:(\w+)|\{(\w+)(?::([-+])([^}]*))?\})/g,
        (
            _,
            escaped: string | undefined,
            plain: string | undefined,
            braced: string | undefined,
            operator: string | undefined,
            word = "",
        ) => {
            if (escaped !== undefined) {
                return escaped;
            }
            const name = plain ?? braced ?? "";
            const value = environment.get(name) ?? args.get(name) ?? "";
            return operator === "-" ? value || String(word) : operator === "+" ? value && String(word) : value;
        },
    );
}
