import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { PythonError } from "./find-python";
import { adviceOfPip, lastLines } from "./pip-failure";
import { runToEnd } from "./run-to-end";

/** What is installed, as requirements: what `pip freeze` prints, in a tenth of its time. */
const list = `
from importlib.metadata import distributions
for each in distributions():
    print(f"{each.name}=={each.version}")
`;

/** What an environment holds, for pip to keep. */
export async function constraintsOf(python: string): Promise<string> {
    const { stdout } = await promisify(execFile)(python, ["-c", list]);
    return stdout;
}

/** What pip is to install. */
export interface Installation {
    /** Of the environment that holds pip. */
    readonly pip: string;
    /** Of the environment that gets the packages. */
    readonly python: string;
    readonly requirementsFile: string;
    /** A file that says what must not be replaced. */
    readonly constraints: string;
    readonly signal?: AbortSignal | undefined;
}

export async function installPackages({ pip, python, requirementsFile, constraints, signal }: Installation): Promise<void> {
    const hashes = fs.readFileSync(requirementsFile, "utf8").includes("--hash=");
    const command = ["-m", "pip", "--disable-pip-version-check", ...(pip === python ? [] : ["--python", python]), "install"];
    const args = ["--no-input", "--quiet", "--no-compile", ...(hashes ? ["--require-hashes"] : [])];
    // What pip unpacks is gone with the environment, should it be killed in the middle.
    const temporary = fs.mkdtempSync(path.join(path.dirname(constraints), "pip-"));
    const environment = { TMPDIR: temporary, TEMP: temporary, TMP: temporary };
    const files = ["-c", constraints, "-r", requirementsFile];
    const { code, output } = await runToEnd(pip, [...command, ...args, ...files], { signal, environment });
    fs.rmSync(temporary, { recursive: true, force: true });
    if (code !== 0) {
        const advice = adviceOfPip(requirementsFile, output);
        throw new PythonError(`pip cannot install ${requirementsFile}:\n${lastLines(output)}\n${advice}`);
    }
}
