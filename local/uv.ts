import * as fs from "node:fs";
import * as path from "node:path";
import { PythonError } from "./find-python";
import type { Installation } from "./installation";
import { lockedVersions, versionsIn, type Pin } from "./locked-versions";
import { runToEnd } from "./run-to-end";
import { uvEnvironment } from "./uv-environment";

/** uv began, and did not end: what it leaves looks whole to pip, and may not be. */
export class UvError extends PythonError {}

/**
 * Installs what is locked.
 *
 * @returns whether it did: not where there is no uv, or pip is needed, for what is not locked, is there in another version, or is to be installed in a
 *     way that only pip knows
 * @throws UvError where it failed
 */
export async function installWithUv(installation: Installation): Promise<boolean> {
    const { installer, requirementsFile, constraints, signal } = installation;
    const uv = path.join(installer.bin, process.platform === "win32" ? "uv.exe" : "uv");
    const wanted = lockedVersions(fs.readFileSync(requirementsFile, "utf8"));
    const kept = versionsIn(fs.readFileSync(constraints, "utf8"));
    if (!fs.existsSync(uv) || wanted === undefined || replaces(wanted, kept)) {
        return false;
    }
    const settings = await runToEnd(installer.python, ["-m", "pip", "--disable-pip-version-check", "config", "list"], { signal });
    const environment = settings.code === 0 ? uvEnvironment(settings.output) : undefined;
    if (environment === undefined) {
        return false;
    }
    const { code } = await runToEnd(uv, argumentsOf(installation), { signal, environment });
    if (code !== 0) {
        // Its own words may hold an index's password, and pip has better ones.
        throw new UvError(`uv cannot install ${requirementsFile}.`);
    }
    return true;
}

/** Whether a file has other versions only of something that is there; for other machines it may have more than one. */
function replaces(wanted: readonly Pin[], kept: readonly Pin[]): boolean {
    return kept.some(([name, there]) => {
        const versions = wanted.filter(([same]) => same === name).map(([, version]) => version);
        return versions.length > 0 && !versions.includes(there);
    });
}

function argumentsOf({ python, requirementsFile, constraints }: Installation): string[] {
    const strictly = ["--quiet", "--no-config", "--require-hashes", "--no-build"];
    // An index that comes later may have what the first has not, as pip sees it: the hash decides.
    const indexes = ["--index-strategy", "unsafe-best-match"];
    // uv looks in one environment: what this one sees in another it would install once more.
    const without = ["--excludes", constraints];
    // With links into its cache, whoever edits a package would edit it in all environments, and in those to come.
    const alone = ["--link-mode", "copy"];
    return ["pip", "install", ...strictly, ...indexes, ...without, ...alone, "--python", python, "--requirements", requirementsFile];
}
