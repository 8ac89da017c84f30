import { Arg, DockerfileParser, Env, From, Workdir, type Instruction } from "dockerfile-ast";
import * as path from "node:path";

/** What a container of the image starts with, as the Dockerfile's final stage says. */
export interface ImageConfig {
    readonly environment: Readonly<Record<string, string>>;
    /** Absolute path in the image; `/` where the Dockerfile sets none. */
    readonly workingDirectory: string;
    readonly entryPoint: readonly string[];
    readonly command: readonly string[];
}

/** A Dockerfile that cannot be read as one machine needs it; the message is meant for people. */
export class DockerfileError extends Error {
    override readonly name = "DockerfileError";
}

interface Stage {
    readonly environment: Map<string, string>;
    /** Build arguments that have a value: visible to later lines of the stage, absent from the container. */
    readonly args: Map<string, string>;
    workingDirectory: string;
    entryPoint: readonly string[];
    command: readonly string[];
}

/**
 * Reads ENV, WORKDIR, ENTRYPOINT and CMD of the stage that is built: the last one, or `target`. A stage that is built `FROM` an
 * earlier one inherits them; those of a base image from a registry are not known here and count as empty.
 *
 * @param text The Dockerfile (Docker docs: "Dockerfile reference").
 * @throws DockerfileError when ENTRYPOINT or CMD is in shell form: there is no shell of the image to run it with.
 */
export function readDockerfile(text: string, target?: string): ImageConfig {
    const stages: { readonly name: string; readonly stage: Stage }[] = [];
    let current: Stage | undefined;
    for (const instruction of DockerfileParser.parse(text).getInstructions()) {
        if (instruction instanceof From) {
            const image = instruction.getImage()?.toLowerCase();
            const base = stages.find(({ name }) => name !== "" && name === image);
            current = newStage(base?.stage);
            stages.push({ name: instruction.getBuildStage()?.toLowerCase() ?? "", stage: current });
        } else if (current !== undefined) {
            apply(instruction, current);
        }
    }
    const built = target === undefined ? stages.at(-1) : stages.find(({ name }) => name === target.toLowerCase());
    if (built === undefined) {
        throw new DockerfileError(target === undefined ? "It has no FROM." : `It has no stage named ${target}.`);
    }
    const { environment, workingDirectory, entryPoint, command } = built.stage;
    return { environment: Object.fromEntries(environment), workingDirectory, entryPoint, command };
}

function newStage(base: Stage | undefined): Stage {
    return {
        environment: new Map(base?.environment),
        args: new Map(),
        workingDirectory: base?.workingDirectory ?? "/",
        entryPoint: base?.entryPoint ?? [],
        command: base?.command ?? [],
    };
}

function apply(instruction: Instruction, stage: Stage): void {
    if (instruction instanceof Env) {
        // All variables of one line see the environment from before the line.
        const pairs = instruction
            .getProperties()
            .map((property) => [property.getName(), expand(property.getValue() ?? "", stage)] as const);
        pairs.forEach(([name, value]) => stage.environment.set(name, value));
    } else if (instruction instanceof Arg) {
        const property = instruction.getProperty();
        const value = property?.getValue();
        if (property && typeof value === "string") {
            stage.args.set(property.getName(), expand(value, stage));
        }
    } else if (instruction instanceof Workdir) {
        stage.workingDirectory = path.posix.resolve(stage.workingDirectory, expand(instruction.getPath() ?? ".", stage));
    } else if (instruction.getKeyword() === "ENTRYPOINT") {
        stage.entryPoint = execForm(instruction);
        // Docker resets the base's CMD with a new ENTRYPOINT.
        stage.command = [];
    } else if (instruction.getKeyword() === "CMD") {
        stage.command = execForm(instruction);
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

/** Replaces `$name`, `${name}`, `${name:-default}` and `${name:+alternative}`; an unset variable is empty. */
function expand(text: string, { environment, args }: Stage): string {
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
