import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../project-copy";
import { attempt, run, say, step, type CommandOptions, type Finished } from "./command";
import { findDockerCommand } from "./docker-command";

/** A Docker daemon to build and run images with. */
export interface Docker {
    /** Whether this process started the daemon: it has no network of its own, so containers share the machine's. */
    readonly isPrivate: boolean;
    /** Whether `docker build` uses BuildKit. */
    readonly buildKit: boolean;
    /** Environment in which Docker's clients find the daemon. */
    readonly environment: NodeJS.ProcessEnv;
    /** Runs `docker <args>`. @throws Error when that fails. */
    docker(args: readonly string[], options?: CommandOptions): Promise<string>;
    /** Runs `docker <args>`, whatever its exit code. */
    attempt(args: readonly string[], options?: CommandOptions): Promise<Finished>;
    /** Stops a daemon that this process started. Its images stay in its folder, as a cache. */
    close(): Promise<void>;
}

/** Why the image cannot be built on this machine, and what to do about it. */
export class CannotBuild extends Error {}

/** Git-ignored folder of everything that is kept from one run to the next. */
export const cacheFolder = join(root, ".local/image-test");

/**
 * The Docker daemon that this machine already runs, or a private one, with its images in a folder.
 *
 * @throws CannotBuild where there is no daemon and none can be started.
 */
export async function openDocker(folder = cacheFolder): Promise<Docker> {
    if (await answers(process.env)) return client(process.env, false, () => Promise.resolve());
    if (process.platform !== "linux" || process.getuid?.() !== 0) {
        throw new CannotBuild(
            "no Docker daemon answers, and only root on Linux can start a private one. Start Docker, then run the command again.",
        );
    }
    await installFromDebian("dockerd", ["docker.io"]);
    return step("no Docker daemon answers: starting a private one", () => startPrivateDaemon(folder));
}

/**
 * Installs Debian packages where a command is missing.
 *
 * @throws CannotBuild where they cannot be installed.
 */
export async function installFromDebian(command: string, packages: readonly string[]): Promise<void> {
    if ((await attempt("sh", ["-c", `command -v ${command}`])).code === 0) return;
    await step(`installing ${packages.join(" ")} from Debian's packages, for ${command}`, async () => {
        const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
        try {
            await run("apt-get", ["update", "-q"], { env });
            // Another step may be installing something at this very moment.
            const options = ["-o", "DPkg::Lock::Timeout=600", "-q", "-y", "--no-install-recommends"];
            await run("apt-get", ["install", ...options, ...packages], { env });
        } catch (error) {
            throw new CannotBuild(
                `${command} is missing and could not be installed. Install ${packages.join(" ")}, then run the command again. ${String(error)}`,
            );
        }
    });
}

async function client(environment: NodeJS.ProcessEnv, isPrivate: boolean, close: () => Promise<void>): Promise<Docker> {
    const { path, buildKit } = (await findDockerCommand()) ?? { path: "docker", buildKit: false };
    const env = { ...environment, DOCKER_BUILDKIT: buildKit ? "1" : "0" };
    return {
        isPrivate,
        buildKit,
        environment,
        docker: (args, options) => run(path, args, { ...options, env }),
        attempt: (args, options) => attempt(path, args, { ...options, env }),
        close,
    };
}

async function answers(env: NodeJS.ProcessEnv): Promise<boolean> {
    try {
        return (await attempt("docker", ["version", "--format", "{{.Server.Version}}"], { env, timeout: 60_000 })).code === 0;
    } catch {
        return false; // No docker command.
    }
}

async function startPrivateDaemon(folder: string): Promise<Docker> {
    mkdirSync(folder, { recursive: true });
    const pidFile = join(folder, "dockerd.pid");
    refuseSecondDaemon(pidFile);
    // overlay2 is quick; vfs copies every layer, but works on any file system.
    for (const driver of ["overlay2", "vfs"]) {
        const daemon = await startDaemon(driver, folder, pidFile);
        if (daemon) return daemon;
    }
    throw new CannotBuild(
        `no private Docker daemon starts here; its log is ${join(folder, "dockerd.log")}. Start Docker, then run the command again.`,
    );
}

/** Two daemons on one folder would destroy each other's images. */
function refuseSecondDaemon(pidFile: string): void {
    if (!existsSync(pidFile)) return;
    const pid = readFileSync(pidFile, "utf8").trim();
    if (existsSync(`/proc/${pid}/comm`) && readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "dockerd") {
        throw new Error(
            `Another run has a Docker daemon with the same folder: process ${pid}. Wait for it, or end that process, then run the command again.`,
        );
    }
    rmSync(pidFile);
}

async function startDaemon(driver: string, folder: string, pidFile: string): Promise<Docker | undefined> {
    // Short, because the paths of the sockets in it are limited to 108 characters.
    const runtime = mkdtempSync(join(tmpdir(), "dockerd-"));
    const socket = `unix://${join(runtime, "s")}`;
    const log = openSync(join(folder, "dockerd.log"), "w");
    const args = ["--storage-driver", driver, "--data-root", join(folder, driver), "--exec-root", join(runtime, "x")];
    // No bridge and no firewall rules: nothing of the machine's network changes.
    args.push("--bridge=none", "--iptables=false", "--ip6tables=false", "--host", socket, "--pidfile", pidFile);
    // In a mount namespace of its own, which takes every mount with it when the daemon ends; `unshare` becomes the daemon.
    const daemon = spawn("unshare", ["--mount", "--propagation=private", "dockerd", ...args], { stdio: ["ignore", log, log] });
    const ended = new Promise<void>((done) => daemon.once("close", () => done()).once("error", () => done()));
    const kill = () => void daemon.kill("SIGTERM");
    process.once("exit", kill);
    const close = async () => {
        kill();
        await ended;
        process.removeListener("exit", kill);
        rmSync(runtime, { recursive: true, force: true });
    };

    const env = { ...process.env, DOCKER_HOST: socket };
    for (let tries = 0; tries < 120 && daemon.exitCode === null; tries++) {
        if (await answers(env)) return client(env, true, () => close().then(() => sayCacheSize(folder)));
        await sleep(500);
    }
    say(`dockerd does not start with the storage driver ${driver}`);
    await close();
    return undefined;
}

async function sayCacheSize(folder: string): Promise<void> {
    const size = (await run("du", ["-sh", folder])).split("\t")[0] ?? "";
    say(`its images stay in ${relative("", folder)} (${size}), to be quick next time; the folder may be removed`);
}
