import * as path from "node:path";
import type { Service } from "../model";

/** What a task's environment is made from. */
export interface TaskSettings {
    readonly container: Service["container"];
    /** Values of the container's secrets, by name. */
    readonly secrets: Readonly<Record<string, string>>;
    /** The port that this task gets in place of the container's: tasks share one machine's addresses. */
    readonly port: number;
    /** Folder with the commands of the app's Python. */
    readonly bin: string;
    /** Empty folder that the task may write to. */
    readonly home: string;
    /** `PATH` of this machine. */
    readonly searchPath: string;
}

/**
 * The environment of a task: the container's, and nothing of ours. A variable that holds exactly the container's port, or the
 * address 0.0.0.0, gets the task's own.
 */
export function taskEnvironment({ container, secrets, port, bin, home, searchPath }: TaskSettings): Record<string, string> {
    const declared = Object.entries(container.environment).map(([name, value]) => [name, ownAddress(value, container.port, port)]);
    return {
        LANG: "C.UTF-8",
        ...(Object.fromEntries(declared) as Record<string, string>),
        ...secrets,
        PATH: `${bin}${path.delimiter}${searchPath}`,
        HOME: home,
        TMPDIR: home,
        // An app that declares neither listens where Streamlit does by itself: here too, it must not be reachable from elsewhere.
        STREAMLIT_SERVER_ADDRESS: "127.0.0.1",
        STREAMLIT_SERVER_PORT: String(port),
    };
}

/** The command of a task; port and address in it are replaced as in its environment (`--server.port=8501`, `0.0.0.0:8501`). */
export function taskCommand({ container, port }: Pick<TaskSettings, "container" | "port">): string[] {
    return container.command.map((word) => ownAddress(word, container.port, port));
}

function ownAddress(text: string, containerPort: number, port: number): string {
    return text
        .replace(/(^|=)0\.0\.0\.0(?=$|:)/, (_, before: string) => `${before}127.0.0.1`)
        .replace(new RegExp(`(^|[=:])${containerPort}$`), (_, before: string) => `${before}${port}`);
}
