import { Cmd, DockerfileParser, Entrypoint, From, type Instruction } from "dockerfile-ast";

/** A stage of a Dockerfile. */
export interface Stage {
    /** In lower case; empty for a stage without one. */
    readonly name: string;
    /** What it is built from, as it is written. */
    readonly image: string;
    readonly instructions: readonly Instruction[];
}

/** A Dockerfile's stages, and what comes before the first. */
export interface Stages {
    readonly global: readonly Instruction[];
    readonly stages: readonly Stage[];
}

/** Reads a Dockerfile (Docker docs: "Dockerfile reference"). */
export function readStages(text: string): Stages {
    const all = DockerfileParser.parse(text).getInstructions();
    const starts = all.flatMap((instruction, index) => (instruction instanceof From ? { from: instruction, index } : []));
    const stages = starts.map(({ from, index }, number) => ({
        name: from.getBuildStage()?.toLowerCase() ?? "",
        image: from.getImage() ?? "",
        instructions: all.slice(index + 1, starts[number + 1]?.index),
    }));
    return { global: all.slice(0, starts[0]?.index), stages };
}

/** One of these stages by its name, of which Docker takes the last, or, as COPY may, by its number. */
export function stageNamed(name: string, stages: readonly Stage[]): Stage | undefined {
    const named = name === "" ? undefined : stages.findLast((stage) => stage.name === name.toLowerCase());
    return named ?? (/^\d+$/.test(name) ? stages[Number(name)] : undefined);
}

/** What a container starts; what is not known is empty. */
export interface Command {
    readonly entryPoint: readonly string[];
    readonly command: readonly string[];
}

/** Of an image that is not known. */
export const noCommand: Command = { entryPoint: [], command: [] };

/**
 * What a container of a stage starts. Each of the two is inherited by itself, but a new ENTRYPOINT resets the base's CMD, and leaves one of the same stage,
 * wherever it stands (Docker docs: "Understand how CMD and ENTRYPOINT interact").
 */
export function commandOf({ instructions }: Stage, base: Command = noCommand): Command {
    // The last one of each holds.
    const entryPoint = instructions.findLast((instruction) => instruction instanceof Entrypoint);
    const command = instructions.findLast((instruction) => instruction instanceof Cmd);
    return {
        entryPoint: entryPoint === undefined ? base.entryPoint : words(entryPoint),
        command: command !== undefined ? words(command) : entryPoint === undefined ? base.command : [],
    };
}

/** What Docker starts a line of the shell with. */
export const shell: readonly string[] = ["/bin/sh", "-c"];

function words(instruction: Instruction): readonly string[] {
    return execForm(instruction) ?? [...shell, instruction.getArgumentsContent() ?? ""];
}

/** The words of an ENTRYPOINT or CMD; undefined for the shell form, for which Docker takes whatever is no JSON array of strings. */
export function execForm(instruction: Instruction): readonly string[] | undefined {
    try {
        const parsed: unknown = JSON.parse(instruction.getArgumentsContent() ?? "");
        return Array.isArray(parsed) && parsed.every((word) => typeof word === "string") ? parsed : undefined;
    } catch {
        return undefined;
    }
}
