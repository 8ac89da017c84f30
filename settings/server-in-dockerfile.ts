import { posix as path } from "node:path";
import { Arg, Copy } from "dockerfile-ast";
import { commandLine, readStages, variable, type Stage, type Stages } from "./dockerfile-stages";

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
    const lines: readonly (readonly [there: boolean, line: string])[] = [
        [declared, `ARG ${argument} (above the first FROM)`],
        [index >= 0, `FROM \${${argument}} AS server`],
        [folders.length > 0, `COPY --from=${nameOf(stages, index)} / /opt/server/`],
        [last !== undefined && findsServer(last, folders), pythonPath(folders)],
        [last !== undefined && isSafePath(last), "ENV PYTHONSAFEPATH=1 (in the last stage)"],
        [
            last !== undefined && startsServer(commandLine(last)),
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
        .filter((copy) => copiesFrom(copy, index, stages[index]))
        .flatMap((copy) => {
            const [target = "", ...sources] = pathsOf(copy).reverse();
            return sources.some((source) => ["/", ".", "/streamlit_cognito", "streamlit_cognito"].includes(source)) ? [target] : [];
        });
}

/** A stage is named, or, as COPY may, counted from 0. */
function copiesFrom(copy: Copy, index: number, stage: Stage | undefined): boolean {
    const from = copy.getFromFlag()?.getValue()?.toLowerCase();
    return from !== undefined && stage !== undefined && (from === String(index) || (from !== "" && from === stage.name));
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

function pythonPath(folders: readonly string[]): string {
    return `ENV PYTHONPATH=${folders.at(-1) ?? "/opt/server"} (in the last stage, other folders after it)`;
}

/** Whether Python looks for packages where the server is, and there first: another folder may have one of the same name. */
function findsServer(stage: Stage, folders: readonly string[]): boolean {
    const [first = ""] = (variable("PYTHONPATH", stage) ?? "").split(":").map(normalPath);
    return folders.some((folder) => folder === first || folder.startsWith(`${first}/`));
}

/** Whether Python leaves out the folder that it is started in, the app's, which it would search before all others; empty counts as not set. */
function isSafePath(stage: Stage): boolean {
    return (variable("PYTHONSAFEPATH", stage) ?? "") !== "";
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
