import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** What a docker command answers; a part that is left out fails as it does where it is missing. */
export interface Answers {
    /** Version and platform of the daemon. @default it does not run */
    readonly version?: string;
    /** Platforms of the builder. @default there is no buildx */
    readonly platforms?: string;
}

/** A folder with a docker command of its own, first on the path. */
export interface StandInDocker {
    readonly environment: NodeJS.ProcessEnv;
    remove(): void;
}

/** Makes one. */
export function standInDocker({ version, platforms }: Answers): StandInDocker {
    const folder = mkdtempSync(join(tmpdir(), "docker-"));
    const file = join(folder, "docker");
    const lines = [
        "#!/bin/sh",
        'case "$1 $2" in',
        `"version --format") ${version === undefined ? "echo 'Cannot connect to the Docker daemon' >&2; exit 1" : `echo '${version}'`} ;;`,
        `"buildx inspect") ${platforms === undefined ? `echo "docker: 'buildx' is not a docker command." >&2; exit 1` : `printf 'Name: default\\nPlatforms: ${platforms}\\n'`} ;;`,
        '*) echo "unexpected: $*" >&2; exit 64 ;;',
        "esac",
    ];
    writeFileSync(file, `${lines.join("\n")}\n`);
    chmodSync(file, 0o755);
    return {
        environment: { ...process.env, PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` },
        remove: () => rmSync(folder, { recursive: true }),
    };
}
