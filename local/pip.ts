import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { PythonError } from "./find-python";
import type { Installation } from "./installation";
import { adviceOfPip, lastLines, missingPackage } from "./pip-failure";
import { runToEnd } from "./run-to-end";
import { withTemporaryIn } from "./temporary";

/** What is installed, as requirements: what `pip freeze` prints, in a tenth of its time. */
const list = `
from importlib.metadata import distributions
for each in distributions():
    print(f"{each.name}=={each.version}")
`;

/** The index that pip asks has no such package: it answered, so the network is not at fault. */
export class MissingPackageError extends PythonError {}

/** What an environment holds, to be kept. */
export async function constraintsOf(python: string): Promise<string> {
    const { stdout } = await promisify(execFile)(python, ["-c", list]);
    return stdout;
}

/** @throws PythonError with pip's last lines; MissingPackageError where there is no such package */
export async function installWithPip(installation: Installation): Promise<void> {
    const { python, requirementsFile, constraints, signal } = installation;
    const pip = installation.installer.python;
    const hasHashes = fs.readFileSync(requirementsFile, "utf8").includes("--hash=");
    const command = ["-m", "pip", "--disable-pip-version-check", ...(pip === python ? [] : ["--python", python]), "install"];
    const args = ["--no-input", "--progress-bar", "off", "--no-compile", ...(hasHashes ? ["--require-hashes"] : [])];
    const files = ["-c", constraints, "-r", requirementsFile];
    const { code, output } = await withTemporaryIn(path.dirname(constraints), (environment) =>
        runToEnd(pip, [...command, ...args, ...files], { signal, environment }),
    );
    if (code !== 0) {
        const Failure = missingPackage(output) === undefined ? PythonError : MissingPackageError;
        throw new Failure(`pip cannot install ${requirementsFile}:\n${lastLines(output)}\n${adviceOfPip(requirementsFile, output)}`);
    }
}
