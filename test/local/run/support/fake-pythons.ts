import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { root } from "../../../../harness/project-copy";
import { sharedInstaller, virtualEnvironment, type VirtualEnvironment } from "../../../../local/python";

/** Commands that behave as some Python does, quickly, in a folder of each test's own. */
export interface FakePythons {
    /** With Python's own pip: the one that installs for the project, too. */
    readonly installer: VirtualEnvironment;
    /** Each test's folder, and the requirements in it, which name nothing. */
    readonly folder: { readonly directory: string; readonly requirementsFile: string };
    /** Asks the Python of {@link installer}. */
    readonly ask: (script: string) => string;
    /** A command that behaves as a broken or old Python does. */
    readonly fakePython: (script: string, name?: string) => string;
    /** Python itself; only its venv module, which works for seconds each time, copies what it made once: with the times that its bytecode names. */
    readonly quickPython: (packages?: string) => string;
    /** Stands in for pip where the requirements name nothing: to start and read that takes the real one a second. Writes a line for each time. */
    readonly noPip: (then?: string) => VirtualEnvironment;
    readonly pipCalls: () => string;
}

interface Made {
    /** Where the bare one is. */
    readonly folder: string;
    /** Without packages: what is copied. */
    readonly bare: VirtualEnvironment;
    /** The project's own, with pip. */
    readonly installer: VirtualEnvironment;
    /** The Python itself, whatever `python3` is. */
    readonly interpreter: string;
}

/** Made once, as that takes seconds. */
let made: Promise<Made> | undefined;

after(async () => {
    if (made !== undefined) {
        fs.rmSync((await made).folder, { recursive: true });
    }
});

async function makeReal(): Promise<Made> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "python-"));
    const installer = await sharedInstaller({ directory: path.join(root, ".local/python") });
    const bare = await virtualEnvironment({ name: "bare", requirementsFile: [], directory: folder, installer });
    const interpreter = execFileSync(bare.python, ["-c", "import sys; print(sys._base_executable, end='')"], { encoding: "utf8" });
    return { folder, bare, installer, interpreter };
}

/** Makes them for the tests of a `describe`. */
export function fakePythons(): FakePythons {
    let bare: VirtualEnvironment;
    let installer: VirtualEnvironment;
    let interpreter: string;
    let directory: string;
    before(async () => {
        ({ bare, installer, interpreter } = await (made ??= makeReal()));
    });
    beforeEach(() => {
        directory = fs.mkdtempSync(path.join(os.tmpdir(), "python-"));
        fs.writeFileSync(path.join(directory, "requirements.txt"), "# nothing\n");
    });
    afterEach(() => fs.rmSync(directory, { recursive: true }));

    const ask = (script: string): string => execFileSync(installer.python, ["-c", script], { encoding: "utf8" });
    const fakePython = (script: string, name = "fake-python"): string => {
        const file = path.join(directory, name);
        fs.writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
        return file;
    };
    const quickPython = (packages = ":"): string => {
        const copy = `cp -Rp "${path.dirname(bare.bin)}/." "$3" && cd "$3" && rm -f installed constraints.txt`;
        const more = `cd lib/*/site-packages && ${packages}`;
        return fakePython(`case "$2" in venv) ${copy} && ${more};; *) exec "${interpreter}" "$@";; esac`);
    };
    const pipCalls = (): string => path.join(directory, "pip-calls");
    const noPip = (then = ":"): VirtualEnvironment => ({
        python: fakePython(`echo "$@" >> "${pipCalls()}"; ${then}`, "pip"),
        bin: directory,
    });
    return {
        get installer() {
            return installer;
        },
        get folder() {
            return { directory, requirementsFile: path.join(directory, "requirements.txt") };
        },
        ask,
        fakePython,
        quickPython,
        noPip,
        pipCalls,
    };
}

/** Makes an environment in the test's folder. */
export function makeIn({ installer, folder }: FakePythons, more = {}): Promise<VirtualEnvironment> {
    const { directory, requirementsFile } = folder;
    return virtualEnvironment({ name: "test", requirementsFile, directory: path.join(directory, "made"), installer, ...more });
}
