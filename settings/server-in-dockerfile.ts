import { posix as path } from "node:path";
import { Arg, Copy, Env } from "dockerfile-ast";
import { commandOf, noCommand, readStages, shell, stageNamed, type Stage, type Stages } from "../dockerfile/stages";

/** Name of the build argument with the image that holds the server. */
const argument = "SERVER_IMAGE";

/**
 * What an app's own Dockerfile lacks of taking in the server and starting it: the lines to write, each with its place. Empty where nothing
 * is missing. Whether the server's requirements are installed it does not find out: a container without them does not start.
 *
 * @param text The Dockerfile (Docker docs: "Dockerfile reference").
 */
export function missingForServer(text: string): string[] {
    const { global, stages } = readStages(text);
    const declared = global.some((instruction) => instruction instanceof Arg && instruction.getProperty()?.getName() === argument);
    const index = stages.findIndex(({ image }) => new RegExp(`^\\$(?:${argument}|\\{${argument}\\b[^}]*\\})$`).test(image));
    const folders = serverFolders(stages, index);
    const last = stages.at(-1);
    const built = last === undefined ? [] : lineage(last, stages);
    const lines: readonly (readonly [there: boolean, line: string])[] = [
        [declared, `ARG ${argument} (above the first FROM)`],
        [index >= 0, `FROM \${${argument}} AS server`],
        [folders.length > 0, `COPY --from=${nameOf(stages, index)} / /opt/server/`],
        [findsServer(variable("PYTHONPATH", built), folders), pythonPath(folders)],
        // Python searches the folder that it is started in, the app's, before all others, unless this is set to anything.
        [variable("PYTHONSAFEPATH", built) !== "", "ENV PYTHONSAFEPATH=1 (in the last stage)"],
        [
            startsServer(commandLine(built)),
            'CMD ["python", "-m", "streamlit_cognito", "app.py"] (in the last stage, without an ENTRYPOINT that starts something else)',
        ],
    ];
    return lines.filter(([there]) => !there).map(([, line]) => line);
}

/** What COPY calls the server's stage. */
function nameOf(stages: Stages["stages"], index: number): string {
    const stage = stages[index];
    return stage === undefined ? "server" : stage.name === "" ? String(index) : stage.name;
}

/** Folders that the server's files are copied to, in any stage. */
function serverFolders(stages: Stages["stages"], index: number): string[] {
    const copies = stages.flatMap(({ instructions }) => instructions).filter((instruction) => instruction instanceof Copy);
    return copies
        .filter((copy) => index >= 0 && stageNamed(copy.getFromFlag()?.getValue() ?? "", stages) === stages[index])
        .flatMap((copy) => {
            const [target = "", ...sources] = pathsOf(copy).reverse();
            return sources.some((source) => ["/", ".", "/streamlit_cognito", "streamlit_cognito"].includes(source)) ? [target] : [];
        });
}

/** A stage, and before it those that it is built from. */
function lineage(stage: Stage, stages: Stages["stages"]): readonly Stage[] {
    const earlier = stages.slice(0, stages.indexOf(stage));
    const base = stageNamed(stage.image, earlier);
    return base === undefined ? [stage] : [...lineage(base, earlier), stage];
}

/** Normal paths of a COPY, in either of its forms: the last one is the target. */
function pathsOf(copy: Copy): string[] {
    const strings = copy.getJSONStrings().map((string) => string.getJSONValue());
    const words = copy.getArguments().map((word) => word.getValue());
    return (strings.length > 0 ? strings : words).map(normalPath);
}

function normalPath(text: string): string {
    const normal = path.normalize(text);
    return normal.length > 1 && normal.endsWith("/") ? normal.slice(0, -1) : normal;
}

/** A variable of the last one's containers, as the last ENV has it; empty where there is none. */
function variable(name: string, stages: readonly Stage[]): string {
    const instructions = stages.flatMap((stage) => stage.instructions);
    const properties = instructions.flatMap((instruction) => (instruction instanceof Env ? instruction.getProperties() : []));
    return properties.findLast((property) => property.getName() === name)?.getValue() ?? "";
}

/** What a container of the last one runs: the words of ENTRYPOINT and then of CMD. Empty where the Dockerfile does not say. */
function commandLine(stages: readonly Stage[]): readonly string[] {
    const { entryPoint, command } = stages.reduce((base, stage) => commandOf(stage, base), noCommand);
    // An ENTRYPOINT in shell form ignores any CMD.
    return shell.every((word, index) => entryPoint[index] === word) ? entryPoint : [...entryPoint, ...command];
}

function pythonPath(folders: readonly string[]): string {
    return `ENV PYTHONPATH=${folders.at(-1) ?? "/opt/server"} (in the last stage, other folders after it)`;
}

/** Whether Python looks for packages where the server is, and there first: another folder may have one of the same name. */
function findsServer(searchPath: string, folders: readonly string[]): boolean {
    const [first = ""] = searchPath.split(":").map(normalPath);
    return folders.some((folder) => folder === first || folder.startsWith(`${first}/`));
}

/**
 * Whether a command is `python -m streamlit_cognito`, be it behind a program that starts it, such as an init: anything but Streamlit itself,
 * for which the rest would be arguments.
 */
function startsServer(command: readonly string[]): boolean {
    const python = command.findIndex((word) => /^python[\d.]*$/.test(path.basename(word)));
    const before = command.slice(0, Math.max(python, 0)).flatMap((word) => word.split(/\s+/));
    const options = command.slice(python + 1);
    const module = options.findIndex((word) => !word.startsWith("-") || word === "-m");
    return (
        python >= 0 &&
        !before.some((word) => path.basename(word) === "streamlit") &&
        options[module] === "-m" &&
        options[module + 1] === "streamlit_cognito"
    );
}
