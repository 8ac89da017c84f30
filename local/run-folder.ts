import * as fs from "node:fs";
import * as path from "node:path";
import { requireFreeLock, takeLock } from "./lock";
import { removeOutputs } from "./outputs";

/** Files and folders that a run writes; git ignores them. */
export interface RunFolder {
    /** Written when everything is healthy, removed at the end. */
    readonly outputs: string;
    readonly lock: string;
    /** A file for each task and each part, of the last run only. */
    readonly logs: string;
    /** A home folder for each task. */
    readonly homes: string;
    /** The certificate authority: the one thing that outlives a run and is used again. */
    readonly authority: string;
    readonly userPool: string;
    /** Values of secrets, which a person may write. */
    readonly secrets: string;
    /** Virtual environments, shared by every run of the project: they take long to make. */
    readonly python: string;
}

/**
 * @param project The program's folder.
 * @param state Folder for the run, relative to the project.
 */
export function runFolder(project: string, state: string): RunFolder {
    const folder = path.resolve(project, state);
    return {
        outputs: path.join(folder, "outputs.json"),
        lock: path.join(folder, "run.lock"),
        logs: path.join(folder, "logs"),
        homes: path.join(folder, "home"),
        authority: path.join(folder, "ca"),
        userPool: path.join(folder, "user-pool"),
        secrets: path.join(folder, "task-secrets.json"),
        python: process.env["LOCAL_PYTHON_DIRECTORY"] ?? path.join(project, ".local", "python"),
    };
}

/**
 * Refuses a folder that could not be taken for one run now, and makes nothing.
 *
 * @throws what `takeRunFolder` throws.
 */
export function requireFreeFolder(folder: RunFolder, user = process.getuid?.()): void {
    refuseOthersFolder(folder, user);
    requireFreeLock(folder.lock);
}

/**
 * Takes the folder for one run and removes what the last one left, were it killed or not.
 *
 * @param user Id of the user who runs it. @default who this process runs as, where the system has such ids
 * @returns gives the folder back, without the outputs.
 * @throws LockedError while another run has it; Error when other users can change what is in it.
 */
export function takeRunFolder(folder: RunFolder, user = process.getuid?.()): () => void {
    refuseOthersFolder(folder, user);
    const release = takeLock(folder.lock);
    for (const old of [folder.logs, folder.homes]) {
        fs.rmSync(old, { recursive: true, force: true });
        fs.mkdirSync(old, { recursive: true, mode: 0o700 });
    }
    removeOutputs(folder.outputs);
    return () => {
        removeOutputs(folder.outputs);
        release();
    };
}

/** People make their browsers trust the folder's certificate authority: it must not be another user's, nor replaceable by one. */
function refuseOthersFolder({ lock, authority }: RunFolder, user: number | undefined): void {
    if (user === undefined) {
        return; // Windows has neither such ids nor such modes.
    }
    const folder = path.dirname(lock);
    const files = ["ca.pem", "ca-key.pem"].map((name) => path.join(authority, name));
    for (const file of [folder, authority, ...files]) {
        const found = fs.lstatSync(file, { throwIfNoEntry: false });
        const why = "Whoever can change it could replace the certificate authority that your browser may trust.";
        if (found !== undefined && found.uid !== user) {
            throw new Error(`${file} belongs to another user. ${why} Use a folder of your own: the same command with --state FOLDER`);
        }
        if (found?.isDirectory() === true && (found.mode & 0o022) !== 0) {
            throw new Error(`Other users may write to ${file}. ${why} Run: chmod go-w ${file}`);
        }
    }
}
