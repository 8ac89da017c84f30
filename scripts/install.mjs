import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

const isWindows = process.platform === "win32";

/** The oldest Node.js that can `require` the ES modules among the packages. */
const oldest = [20, 19];

/** Installs the locked npm packages where they are missing or other ones; ends the process with a message when it cannot. */
export async function install() {
    const [major, minor] = process.versions.node.split(".").map(Number);
    if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
        fail(`This needs Node.js ${oldest.join(".")} or later, and this is ${process.versions.node}. Get it from https://nodejs.org.`);
    }
    if (isInstalled()) {
        return;
    }
    console.log("Installing the npm packages of package-lock.json; this takes about a minute, and happens once.");
    const code = await runNpm("ci", "--no-audit", "--no-fund");
    if (code === undefined) {
        fail("npm was not found: it comes with Node.js, https://nodejs.org.");
    }
    if (code !== 0) {
        fail("npm ci failed: see above. Mend that, and run the command again.");
    }
}

/** Runs npm. @returns its exit code; undefined where there is no npm. A signal ends npm and this process. */
async function runNpm(...args) {
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    let stopping = false;
    // npm itself would take away all that it has unpacked, and say nothing for up to half a minute. The next `npm ci` does that anyway, and what is half
    // installed is not taken for installed.
    const stop = (signal) => {
        // The npm that runs the command sends the terminal's signal on, once more.
        if (!stopping) {
            stopping = true;
            console.log("\nStopping: the npm packages are not all installed, and the next command begins anew with them.");
            npm.once("exit", () => process.exit(128 + constants.signals[signal]));
            kill(npm);
        }
    };
    signals.forEach((signal) => process.on(signal, stop));
    // In a group of its own: the scripts of packages, which npm starts, end with it.
    const npm = spawn("npm", args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], shell: isWindows, detached: !isWindows });
    const code = await new Promise((resolve) => {
        npm.on("error", () => resolve(undefined));
        npm.on("exit", resolve);
    });
    signals.forEach((signal) => process.off(signal, stop));
    return code;
}

/** Ends npm at once, and all that it has started; Windows has no groups of processes. */
function kill(npm) {
    if (isWindows || npm.pid === undefined) {
        npm.kill("SIGKILL");
        return;
    }
    try {
        process.kill(-npm.pid, "SIGKILL");
    } catch {
        // It ended in between.
    }
}

/**
 * Whether node_modules holds what package-lock.json says. npm writes down what it installed in a file of its own, at the very end, so that an
 * interrupted installation does not pass for a finished one.
 */
function isInstalled() {
    const installed = readPackages("node_modules/.package-lock.json");
    const locked = readPackages("package-lock.json");
    return (
        installed !== undefined &&
        Object.entries(locked ?? {}).every(([name, { version, integrity, optional }]) => {
            const found = installed[name];
            // Packages for other platforms are locked, too, and not installed here.
            return name === "" || (found === undefined ? optional === true : found.version === version && found.integrity === integrity);
        })
    );
}

function readPackages(file) {
    try {
        return JSON.parse(readFileSync(path.join(root, file), "utf8")).packages;
    } catch {
        return undefined;
    }
}

function fail(message) {
    console.error(message);
    process.exit(1);
}
