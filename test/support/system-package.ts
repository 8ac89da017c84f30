import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/**
 * Installs a Debian package where that can be done without asking: on Debian, as root.
 *
 * @returns whether the package's command is there now
 */
export function installDebianPackage(name: string, command: string): boolean {
    if (existsSync(command)) {
        return true;
    }
    if (process.platform !== "linux" || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
        return false;
    }
    process.stderr.write(`Installing Debian's package ${name} ...\n`);
    const options = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } } as const;
    spawnSync("apt-get", ["update", "-q"], options);
    // Another step may be installing something at this very moment.
    spawnSync("apt-get", ["install", "-o", "DPkg::Lock::Timeout=600", "-y", "-q", "--no-install-recommends", name], options);
    return existsSync(command);
}
