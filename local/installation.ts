import { installWithPip } from "./pip";
import { installWithUv } from "./uv";

/** A folder with a Python and packages of its own. */
export interface VirtualEnvironment {
    /** Its Python. */
    readonly python: string;
    /** Folder of its commands. */
    readonly bin: string;
}

/** What is to be installed, and by what. */
export interface Installation {
    /** The environment that holds pip, and uv where there is one. */
    readonly installer: VirtualEnvironment;
    /** Python of the environment that gets the packages. */
    readonly python: string;
    readonly requirementsFile: string;
    /** A file of what is there already, `name==version` a line: it must not be replaced. */
    readonly constraints: string;
    /** Whether uv is not asked. @default false */
    readonly withoutUv?: boolean;
    readonly signal?: AbortSignal | undefined;
}

/**
 * Installs what a file asks for. What it has locked by hashes is the same files, whoever installs them: uv does, which is much faster. The rest is
 * left to pip, which chooses as it does in the image.
 *
 * @throws UvError where the environment has to be made anew; PythonError with pip's last lines; MissingPackageError where there is no such package
 */
export async function installPackages(installation: Installation): Promise<void> {
    if (installation.withoutUv === true || !(await installWithUv(installation))) {
        await installWithPip(installation);
    }
}
