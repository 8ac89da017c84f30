import { Arg, Cmd, Copy, DockerfileParser, Entrypoint, From, type Instruction } from "dockerfile-ast";

/** Name of the build argument with the image that holds the server. */
const argument = "SERVER_IMAGE";

interface Stage {
    /** In lower case; empty for a stage without one. */
    readonly name: string;
    readonly image: string;
    readonly instructions: Instruction[];
}

/**
 * What an app's own Dockerfile lacks of taking in the server and starting it: the lines to write, each with its place. Empty where nothing
 * is missing.
 *
 * @param text The Dockerfile (Docker docs: "Dockerfile reference").
 */
export function missingForServer(text: string): string[] {
    const { global, stages } = readStages(text);
    const declared = global.some((instruction) => instruction instanceof Arg && instruction.getProperty()?.getName() === argument);
    const server = stages.findIndex(({ image }) => new RegExp(`^\\$(?:${argument}|\\{${argument}\\b[^}]*\\})$`).test(image));
    const stage = stages[server];
    const copied = stages.some(({ instructions }) => instructions.some((instruction) => copiesFrom(instruction, server, stage)));
    const name = stage === undefined ? "server" : stage.name === "" ? String(server) : stage.name;
    const lines: readonly (readonly [there: boolean, line: string])[] = [
        [declared, `ARG ${argument} (above the first FROM)`],
        [server >= 0, `FROM \${${argument}} AS server`],
        [copied, `COPY --from=${name} / /opt/server/`],
        [startsServer(stages, stages.at(-1)), 'CMD ["python", "-m", "streamlit_cognito", "app.py"] (in the last stage)'],
    ];
    return lines.filter(([there]) => !there).map(([, line]) => line);
}

function readStages(text: string): { global: Instruction[]; stages: Stage[] } {
    const global: Instruction[] = [];
    const stages: Stage[] = [];
    for (const instruction of DockerfileParser.parse(text).getInstructions()) {
        if (instruction instanceof From) {
            const name = instruction.getBuildStage()?.toLowerCase() ?? "";
            stages.push({ name, image: instruction.getImage() ?? "", instructions: [] });
        } else {
            (stages.at(-1)?.instructions ?? global).push(instruction);
        }
    }
    return { global, stages };
}

/** A stage is named, or, as COPY may, counted from 0. */
function copiesFrom(instruction: Instruction, index: number, stage: Stage | undefined): boolean {
    const from = instruction instanceof Copy ? instruction.getFromFlag()?.getValue()?.toLowerCase() : undefined;
    return from !== undefined && stage !== undefined && (from === String(index) || (from !== "" && from === stage.name));
}

/** Whether the command names the server, be it the stage's own or that of the stage that it is built from. */
function startsServer(stages: readonly Stage[], stage: Stage | undefined): boolean {
    if (stage === undefined) {
        return false;
    }
    // The last one of each holds.
    const entryPoint = stage.instructions.findLast((instruction) => instruction instanceof Entrypoint);
    const command = stage.instructions.findLast((instruction) => instruction instanceof Cmd);
    if (entryPoint === undefined && command === undefined) {
        const earlier = stages.slice(0, stages.indexOf(stage));
        return startsServer(
            earlier,
            earlier.findLast(({ name }) => name !== "" && name === stage.image.toLowerCase()),
        );
    }
    return [entryPoint, command].some((instruction) => instruction?.getArgumentsContent()?.includes("streamlit_cognito") === true);
}
