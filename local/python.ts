import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { findPython, PythonError, usualPython, type FoundPython } from "./find-python";
import { installPackages, type VirtualEnvironment } from "./installation";
import { LockedError, takeLock } from "./lock";
import { constraintsOf, MissingPackageError } from "./pip";
import { lastLines } from "./pip-failure";
import { runToEnd } from "./run-to-end";
import { withTemporaryIn } from "./temporary";
import { UvError } from "./uv";

export { PythonError };
export type { VirtualEnvironment };

/** What a virtual environment holds, and how it is made. */
export interface VirtualEnvironmentOptions {
    /** Part of the folder's name, such as `app`. */
    readonly name: string;
    /** One, or several that are installed in this order; what one installed, a later one cannot replace. */
    readonly requirementsFile: string | readonly string[];
    /** Folder that holds the environments. */
    readonly directory: string;
    /** An environment whose packages this one sees, too: only what it lacks is installed. It must stay where it is. */
    readonly base?: VirtualEnvironment;
    /**
     * Whether bytecode is written now, for programs that are told to write none, as an image's Dockerfile does; tests that packages bring along
     * are left out. Else Python writes it when it first imports something, which is a small part of it all.
     *
     * @default false
     */
    readonly bytecode?: boolean;
    /**
     * The environment whose uv or pip installs into this one; `own` gives this one a pip, to make which takes longer than most packages.
     *
     * @default one in the same folder, made once for all that are there
     */
    readonly installer?: VirtualEnvironment | "own";
    /** Whether it is made without what pip's index lacks. @default false */
    readonly mayLack?: boolean;
    /** A Python to make it with. @default the first of `python3`, `python` and the numbered ones that is new enough */
    readonly python?: string;
    /** Gets a line when packages have to be installed, which takes a while. */
    readonly log?: (line: string) => void;
    /** Ends an installation that is under way. */
    readonly signal?: AbortSignal;
}

/** Written last: an environment without it is an installation that was interrupted. */
const stamp = "installed";

/**
 * A virtual environment with the packages of requirements files; made once for each content of the files and each Python.
 *
 * @throws PythonError when there is no fit Python, or pip fails: with pip's last lines.
 */
export async function virtualEnvironment(options: VirtualEnvironmentOptions): Promise<VirtualEnvironment> {
    const python = await (options.python === undefined ? usualPython() : findPython([options.python]));
    const directory = path.join(options.directory, `${options.name}-${keyOf(options, python)}`);
    const bin = path.join(directory, process.platform === "win32" ? "Scripts" : "bin");
    const environment = { python: path.join(bin, "python"), bin };
    const isInstalled = (): boolean => fs.existsSync(path.join(directory, stamp));
    if (isInstalled()) {
        return environment;
    }
    const release = await waitForLock(`${directory}.lock`);
    try {
        // Another process may have made it meanwhile.
        if (!isInstalled()) {
            await install(python, directory, environment, options);
        }
    } catch (error) {
        if (options.signal?.aborted === true) {
            options.log?.(`The Python packages of ${namesOf(options)} are not all installed: the next command begins anew with them.`);
        }
        throw error;
    } finally {
        release();
    }
    return environment;
}

/** Another one wherever an environment would be another one. */
function keyOf({ base, bytecode = false, requirementsFile }: VirtualEnvironmentOptions, { identity }: FoundPython): string {
    const hash = createHash("sha256");
    [requirementsFile].flat().forEach((file) => hash.update(fs.readFileSync(file)));
    const parts = [identity, base?.bin ?? "", bytecode ? "bytecode" : ""];
    parts.forEach((part) => hash.update(part));
    return hash.digest("hex").slice(0, 12);
}

async function install(
    python: FoundPython,
    directory: string,
    environment: VirtualEnvironment,
    options: VirtualEnvironmentOptions,
): Promise<void> {
    options.log?.(`Installing the Python packages of ${namesOf(options)}; this takes up to a minute, and happens once.`);
    try {
        await make(python, directory, environment, options);
    } catch (error) {
        if (!(error instanceof UvError) || options.signal?.aborted === true) {
            throw error;
        }
        options.log?.(`uv failed at the Python packages of ${namesOf(options)}: pip begins anew with them, which takes longer.`);
        await make(python, directory, environment, options, true);
    }
    if (options.bytecode === true) {
        await writeBytecode(environment.python, options.signal);
    }
    fs.writeFileSync(path.join(directory, stamp), "");
}

/** Makes the folder anew, with all packages. */
async function make(
    { command }: FoundPython,
    directory: string,
    environment: VirtualEnvironment,
    options: VirtualEnvironmentOptions,
    withoutUv = false,
): Promise<void> {
    const { base, mayLack = false, requirementsFile, signal } = options;
    const { python } = environment;
    fs.rmSync(directory, { recursive: true, force: true });
    await createEnvironment(command, directory, options);
    const installer = options.installer === "own" ? environment : (options.installer ?? (await sharedInstaller(options)));
    await see(python, base);
    const constraints = path.join(directory, "constraints.txt");
    for (const [index, file] of [requirementsFile].flat().entries()) {
        // A new environment holds nothing to keep.
        fs.writeFileSync(constraints, index === 0 && base === undefined ? "" : await constraintsOf(python));
        try {
            await installPackages({ installer, python, requirementsFile: file, constraints, withoutUv, signal });
        } catch (error) {
            if (!mayLack || !(error instanceof MissingPackageError)) {
                throw error;
            }
        }
    }
}

/** The environment that installs all others, with pip, and with uv where pip's index has one for this machine. */
export function sharedInstaller({
    directory,
    python,
    signal,
}: Pick<VirtualEnvironmentOptions, "directory" | "python" | "signal">): Promise<VirtualEnvironment> {
    return virtualEnvironment({
        name: "installer",
        requirementsFile: path.join(__dirname, "uv.txt"),
        directory,
        installer: "own",
        mayLack: true,
        ...(python && { python }),
        ...(signal && { signal }),
    });
}

function namesOf({ requirementsFile }: VirtualEnvironmentOptions): string {
    return [requirementsFile]
        .flat()
        .map((file) => path.relative(process.cwd(), file))
        .join(" and ");
}

async function waitForLock(file: string): Promise<() => void> {
    for (;;) {
        try {
            return takeLock(file);
        } catch (error) {
            if (!(error instanceof LockedError)) {
                throw error;
            }
            await sleep(200);
        }
    }
}

async function createEnvironment(python: string, directory: string, { installer, signal }: VirtualEnvironmentOptions): Promise<void> {
    const args = ["-m", "venv", directory, ...(installer === "own" ? [] : ["--without-pip"])];
    const { code, output } = await withTemporaryIn(directory, (environment) => runToEnd(python, args, { signal, environment }));
    if (code !== 0) {
        throw new PythonError(
            [
                "Python cannot make a virtual environment:",
                lastLines(output),
                "On Debian and Ubuntu, `sudo apt install python3-venv` adds what is missing.",
            ].join("\n"),
        );
    }
}

/** Lets an environment import the packages of another one, after its own. */
async function see(python: string, base?: VirtualEnvironment): Promise<void> {
    if (base !== undefined) {
        const [own, other] = await Promise.all([packagesOf(python), packagesOf(base.python)]);
        fs.writeFileSync(path.join(own, "base.pth"), `${other}\n`);
    }
}

/** Folder of the packages that a Python has. */
async function packagesOf(python: string): Promise<string> {
    const { stdout } = await promisify(execFile)(python, ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]);
    return stdout.trim();
}

async function writeBytecode(python: string, signal?: AbortSignal): Promise<void> {
    // With all processors. A package may hold files for another version of Python, which do not compile and are not imported.
    await runToEnd(python, ["-m", "compileall", "-q", "-j", "0", "-x", String.raw`[\\/]tests?[\\/]`, await packagesOf(python)], { signal });
}
