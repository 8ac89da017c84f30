import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CannotBuild, installFromDebian } from "../../../harness/image/docker";
import { freePort } from "../../../local/ports";

/** A registry of container images on this machine. */
export interface Registry {
    /** Host and port, as in an image's name. Docker asks such a host without TLS. */
    readonly address: string;
    stop(): Promise<void>;
}

/**
 * Starts Debian's packaged registry, the CNCF's Distribution, in a folder of its own.
 *
 * @throws CannotBuild where it is not installed and cannot be.
 */
export async function startRegistry(folder: string): Promise<Registry> {
    await installFromDebian("docker-registry", ["docker-registry"]);
    mkdirSync(folder, { recursive: true });
    const address = `127.0.0.1:${await freePort()}`;
    const configuration = join(folder, "config.json");
    const storage = { filesystem: { rootdirectory: join(folder, "images") } };
    // YAML is read, and JSON is YAML.
    writeFileSync(configuration, JSON.stringify({ version: "0.1", log: { level: "error" }, storage, http: { addr: address } }));
    const child = spawn("docker-registry", ["serve", configuration], { stdio: "ignore" });
    const ended = once(child, "exit");
    const kill = (): void => void child.kill();
    process.once("exit", kill);
    while (!(await answers(address))) {
        if (child.exitCode !== null) throw new CannotBuild(`docker-registry ended with the exit code ${child.exitCode}.`);
        await sleep(100);
    }
    return {
        address,
        stop: async () => {
            process.removeListener("exit", kill);
            kill();
            await ended;
        },
    };
}

async function answers(address: string): Promise<boolean> {
    return fetch(`http://${address}/v2/`).then(
        ({ ok }) => ok,
        () => false,
    );
}
