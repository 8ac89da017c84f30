import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Python is missing, or a virtual environment could not be made; the message says what to do. */
export class PythonError extends Error {
    override readonly name = "PythonError";
}

/** The oldest Python that the app's locked packages support. */
const oldest: readonly [number, number] = [3, 11];

export interface FoundPython {
    readonly command: string;
    /** Changes when another Python takes its place. */
    readonly identity: string;
}

/** Found once: where `python3` is a script that chooses among several, as pyenv's, it takes longer than Python itself. */
let usual: Promise<FoundPython> | undefined;

export function usualPython(): Promise<FoundPython> {
    return (usual ??= findPython());
}

/** The first command that is a Python of at least the oldest version. */
export async function findPython(
    commands = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python"],
): Promise<FoundPython> {
    const tooOld: string[] = [];
    for (const command of commands) {
        try {
            const script = "import sys; print(*sys.version_info[:3], sys.base_prefix)";
            const { stdout } = await promisify(execFile)(command, ["-c", script]);
            const [major = 0, minor = 0] = stdout.split(" ").map(Number);
            if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) {
                return { command, identity: stdout };
            }
            tooOld.push(`${command} is ${major}.${minor}`);
        } catch {
            // Not installed under this name.
        }
    }
    const found = tooOld.length === 0 ? "none was found" : tooOld.join(", ");
    throw new PythonError(`The app needs Python ${oldest.join(".")} or later, and ${found}. Install it and run the command again.`);
}
