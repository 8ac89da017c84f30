import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { LockedError, takeLock } from "./lock";
import { adviceOfPip, lastLines } from "./pip-failure";

const execute = promisify(execFile);

/** Python is missing, or a virtual environment could not be made; the message says what to do. */
export class PythonError extends Error {
    override readonly name = "PythonError";
}

/** A folder with a Python and packages of its own. */
export interface VirtualEnvironment {
    /** Its Python. */
    readonly python: string;
    /** Folder of its commands. */
    readonly bin: string;
}

/** What a virtual environment holds, and how it is made. */
export interface VirtualEnvironmentOptions {
    /** Part of the folder's name, such as `app`. */
    readonly name: string;
    /** One, or several that are installed in this order; what one installed, a later one cannot replace. */
    readonly requirementsFile: string | readonly string[];
    /** Folder that holds the environments. */
    readonly directory: string;
    /** An environment whose packages this one sees, too: only what it lacks is installed, by its pip. It must stay where it is. */
    readonly base?: VirtualEnvironment;
    /**
     * Whether bytecode is written now, for programs that are told to write none, as an image's Dockerfile does; tests that packages bring along
     * are left out. Else Python writes it when it first imports something, which is a small part of it all.
     *
     * @default false
     */
    readonly bytecode?: boolean;
    /** A Python to make it with. @default the first of `python3`, `python` and the numbered ones that is new enough */
    readonly python?: string;
    /** Gets a line when packages have to be installed, which takes a while. */
    readonly log?: (line: string) => void;
    /** Ends an installation that is under way. */
    readonly signal?: AbortSignal;
}

/** The oldest Python that the app's locked packages support. */
const oldest: readonly [number, number] = [3, 11];

/** Written last: an environment without it is an installation that was interrupted. */
const stamp = "installed";

/**
 * A virtual environment with the packages of requirements files; made once for each content of the files and each Python.
 *
 * @throws PythonError when there is no fit Python, or pip fails: with pip's last lines.
 */
export async function virtualEnvironment(options: VirtualEnvironmentOptions): Promise<VirtualEnvironment> {
    const python = await (options.python === undefined ? (usualPython ??= findPython()) : findPython([options.python]));
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
    { command }: FoundPython,
    directory: string,
    environment: VirtualEnvironment,
    options: VirtualEnvironmentOptions,
): Promise<void> {
    const files = [options.requirementsFile].flat();
    options.log?.(`Installing the Python packages of ${namesOf(options)}; this takes about a minute, and happens once.`);
    fs.rmSync(directory, { recursive: true, force: true });
    await createEnvironment(command, directory, options);
    await see(environment.python, options.base);
    const constraints = path.join(directory, "constraints.txt");
    const pip = pipOf(environment, options.base);
    for (const [index, file] of files.entries()) {
        // A new environment holds nothing to keep.
        fs.writeFileSync(constraints, index === 0 && options.base === undefined ? "" : await freeze(pip));
        await installPackages(pip, file, constraints, options.signal);
    }
    if (options.bytecode === true) {
        await writeBytecode(environment.python, options.signal);
    }
    fs.writeFileSync(path.join(directory, stamp), "");
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

interface FoundPython {
    readonly command: string;
    /** Changes when another Python takes its place. */
    readonly identity: string;
}

/** Found once: where `python3` is a script that chooses among several, as pyenv's, it takes longer than Python itself. */
let usualPython: Promise<FoundPython> | undefined;

/** The first command that is a Python of at least the oldest version. */
async function findPython(commands = ["python3", "python3.13", "python3.12", "python3.11", "python"]): Promise<FoundPython> {
    const tooOld: string[] = [];
    for (const command of commands) {
        try {
            const script = "import sys; print(*sys.version_info[:3], sys.base_prefix)";
            const { stdout } = await execute(command, ["-c", script]);
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

type Base = Pick<VirtualEnvironmentOptions, "base" | "signal">;

/** With a pip of its own, to make which takes longer than all the rest, only where there is no other. */
async function createEnvironment(python: string, directory: string, { base, signal }: Base): Promise<void> {
    const { code, output } = await run(python, ["-m", "venv", directory, ...(base ? ["--without-pip"] : [])], signal);
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
    const { stdout } = await execute(python, ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]);
    return stdout.trim();
}

/** How pip is asked about an environment. */
type Pip = readonly [python: string, ...args: string[]];

function pipOf({ python }: VirtualEnvironment, base?: VirtualEnvironment): Pip {
    const pip = ["-m", "pip", "--disable-pip-version-check"];
    return base === undefined ? [python, ...pip] : [base.python, ...pip, "--python", python];
}

/** What is installed, for pip to keep. */
async function freeze([python, ...pip]: Pip): Promise<string> {
    const { stdout } = await execute(python, [...pip, "freeze"]);
    return stdout;
}

async function installPackages([python, ...pip]: Pip, requirementsFile: string, constraints: string, signal?: AbortSignal): Promise<void> {
    const hashes = fs.readFileSync(requirementsFile, "utf8").includes("--hash=");
    const args = ["install", "--no-input", "--quiet", "--no-compile", ...(hashes ? ["--require-hashes"] : [])];
    const { code, output } = await run(python, [...pip, ...args, "-c", constraints, "-r", requirementsFile], signal);
    if (code !== 0) {
        const advice = adviceOfPip(requirementsFile, output);
        throw new PythonError(`pip cannot install ${requirementsFile}:\n${lastLines(output)}\n${advice}`);
    }
}

async function writeBytecode(python: string, signal?: AbortSignal): Promise<void> {
    // A package may hold files for another version of Python, which do not compile and are not imported.
    await run(python, ["-m", "compileall", "-q", "-x", String.raw`[\\/]tests?[\\/]`, await packagesOf(python)], signal);
}

/** Runs a command to its end, and kills it when we end first. */
function run(command: string, args: readonly string[], signal?: AbortSignal): Promise<{ code: number | null; output: string }> {
    return new Promise((resolve) => {
        let output = "";
        const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], signal });
        const kill = (): void => void child.kill("SIGKILL");
        process.once("exit", kill);
        const finish = (code: number | null): void => {
            process.off("exit", kill);
            resolve({ code, output });
        };
        child.stdout.on("data", (data: Buffer) => (output += data.toString()));
        child.stderr.on("data", (data: Buffer) => (output += data.toString()));
        child.once("error", (error) => {
            output += error.message;
            finish(1);
        });
        child.once("close", finish);
    });
}
