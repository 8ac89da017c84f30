import { Cmd, DockerfileParser, Entrypoint, Env, From, type Instruction } from "dockerfile-ast";

/** A stage of a Dockerfile. */
export interface Stage {
    /** In lower case; empty for a stage without one. */
    readonly name: string;
    /** What it is built from, as it is written. */
    readonly image: string;
    /** What it is built from, where that is an earlier stage. */
    readonly base: Stage | undefined;
    readonly instructions: Instruction[];
}

/** A Dockerfile's stages, and what comes before the first. */
export interface Stages {
    readonly global: readonly Instruction[];
    readonly stages: readonly Stage[];
}

/** Reads a Dockerfile (Docker docs: "Dockerfile reference"). */
export function readStages(text: string): Stages {
    const global: Instruction[] = [];
    const stages: Stage[] = [];
    for (const instruction of DockerfileParser.parse(text).getInstructions()) {
        if (instruction instanceof From) {
            const image = instruction.getImage() ?? "";
            const base = stages.findLast(({ name }) => name !== "" && name === image.toLowerCase());
            stages.push({ name: instruction.getBuildStage()?.toLowerCase() ?? "", image, base, instructions: [] });
        } else {
            (stages.at(-1)?.instructions ?? global).push(instruction);
        }
    }
    return { global, stages };
}

/** What a container of a stage runs: the words of ENTRYPOINT and then of CMD. Empty where the Dockerfile does not say. */
export function commandLine(stage: Stage): readonly string[] {
    const { entryPoint = [], command = [] } = commandOf(stage);
    return [...entryPoint, ...(isShell(entryPoint) ? [] : command)];
}

interface Command {
    readonly entryPoint: readonly string[] | undefined;
    readonly command: readonly string[] | undefined;
}

/** Each is inherited by itself, but a new ENTRYPOINT resets the base's CMD ("Understand how CMD and ENTRYPOINT interact"). */
function commandOf({ instructions, base }: Stage): Command {
    const inherited = base === undefined ? { entryPoint: undefined, command: undefined } : commandOf(base);
    // The last one of each holds.
    const entryPoint = instructions.findLast((instruction) => instruction instanceof Entrypoint);
    const command = instructions.findLast((instruction) => instruction instanceof Cmd);
    return {
        entryPoint: entryPoint === undefined ? inherited.entryPoint : words(entryPoint),
        command: command !== undefined ? words(command) : entryPoint === undefined ? inherited.command : undefined,
    };
}

const shell: readonly string[] = ["/bin/sh", "-c"];

/** Docker takes what is no JSON array of strings for a line of the shell. */
function words(instruction: Instruction): readonly string[] {
    const text = instruction.getArgumentsContent() ?? "";
    try {
        const parsed: unknown = JSON.parse(text);
        if (Array.isArray(parsed) && parsed.every((word) => typeof word === "string")) {
            return parsed;
        }
    } catch {
        // Falls through: it is the shell form.
    }
    return [...shell, text];
}

/** An ENTRYPOINT in shell form ignores any CMD. */
function isShell(entryPoint: readonly string[]): boolean {
    return shell.every((word, index) => entryPoint[index] === word);
}

/** A variable of a stage's containers, as the last ENV has it. */
export function variable(name: string, { instructions, base }: Stage): string | undefined {
    const properties = instructions.flatMap((instruction) => (instruction instanceof Env ? instruction.getProperties() : []));
    const last = properties.findLast((property) => property.getName() === name);
    return last === undefined ? base && variable(name, base) : (last.getValue() ?? "");
}
