import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { attempt, run, say, step } from "./command";
import { cacheFolder, CannotBuild, installFromDebian, type Docker } from "./docker";

/** Debian release of the Dockerfile's base image: the stand-in then has the same Debian and the same CPython. */
const release = "trixie";
const packages = ["ca-certificates", "python3", "python3-venv"];
const certificates = "/etc/ssl/certs/ca-certificates.crt";

/**
 * The image to build the app's on: the Dockerfile's own, or a stand-in from Debian's packages where no registry of images is reached.
 *
 * @throws CannotBuild where neither is to be had.
 */
export async function baseImage(docker: Docker, dockerfile: string): Promise<string> {
    const declared = /^ARG BASE_IMAGE=(\S+)$/m.exec(readFileSync(dockerfile, "utf8"))?.[1];
    if (declared === undefined) throw new Error(`${dockerfile} has no line ARG BASE_IMAGE=<image>.`);

    const pip = await pipConfiguration();
    const standIn = `streamlit-cognito-base:${key(pip)}`;
    for (const image of [declared, standIn]) {
        if ((await docker.attempt(["image", "inspect", image])).code === 0) {
            say(`base image ${image}, already here`);
            return image;
        }
    }
    const pulled = await step(`pulling the base image ${declared}`, () => docker.attempt(["pull", "--quiet", declared]));
    if (pulled.code === 0) return declared;
    say(`it cannot be pulled: ${pulled.stderr.trim()}`);
    await makeStandIn(docker, standIn, pip);
    return standIn;
}

/** What pip needs to reach PyPI from this machine: an index, a proxy, a certificate. */
async function pipConfiguration(): Promise<Readonly<Record<string, string>>> {
    const wanted = ["index-url", "extra-index-url", "trusted-host", "proxy", "cert", "timeout", "default-timeout"];
    const configuration: Record<string, string> = {};
    const listed = await attempt("python3", ["-m", "pip", "config", "list"]).catch(() => undefined);
    // Lines such as `global.cert='/etc/ssl/...'`; those of the environment, `:env:.cert=`, come last and win in pip as well.
    for (const [, name, value] of (listed?.stdout ?? "").matchAll(/^[^.\n]+\.([a-z-]+)='(.*)'$/gm)) {
        if (name !== undefined && value !== undefined && wanted.includes(name)) configuration[name] = value;
    }
    return configuration;
}

/** Changes with everything that a stand-in is made from. */
function key(pip: Readonly<Record<string, string>>): string {
    const hash = createHash("sha256").update(JSON.stringify([1, release, packages, pip]));
    if (pip["cert"] !== undefined) hash.update(readFileSync(pip["cert"]));
    return hash.digest("hex").slice(0, 16);
}

async function makeStandIn(docker: Docker, image: string, pip: Readonly<Record<string, string>>): Promise<void> {
    if (process.platform !== "linux" || process.getuid?.() !== 0) {
        throw new CannotBuild(
            "the base image cannot be pulled, and only root on Linux can make a stand-in. Log in to the registry, then run the command again.",
        );
    }
    await installFromDebian("debootstrap", ["debootstrap", "debian-archive-keyring"]);
    mkdirSync(cacheFolder, { recursive: true });
    const root = mkdtempSync(join(cacheFolder, "root-"));
    try {
        await step(`making a stand-in from Debian's packages (${release}, ${packages.join(", ")}; about a minute)`, async () => {
            // In a mount namespace of its own: what debootstrap mounts in the folder is gone when it ends, however it ends.
            const bootstrap = ["debootstrap", "--variant=minbase", `--include=${packages.join(",")}`, release, root];
            await run("unshare", ["--mount", "--propagation=private", ...bootstrap]);
            configure(root, pip);
            await importFolder(docker, root, image);
        });
    } finally {
        rmSync(root, { recursive: true, force: true });
    }
}

function configure(root: string, pip: Readonly<Record<string, string>>): void {
    for (const cache of ["var/cache/apt", "var/lib/apt/lists"]) rmSync(join(root, cache), { recursive: true, force: true });
    const settings: Record<string, string> = { ...pip };
    if (settings["cert"] !== undefined && existsSync(settings["cert"])) {
        writeFileSync(join(root, certificates), readFileSync(settings["cert"]));
        settings["cert"] = certificates;
    }
    const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
    writeFileSync(join(root, "etc/pip.conf"), `[global]\n${lines.join("")}`);
}

/** The folder as an image of one layer. */
async function importFolder(docker: Docker, root: string, image: string): Promise<void> {
    const archive = `${root}.tar`;
    try {
        await run("tar", ["--create", "--file", archive, "--directory", root, "."]);
        await docker.docker(["import", archive, image]);
    } finally {
        rmSync(archive, { force: true });
    }
}
