import { setTimeout as sleep } from "node:timers/promises";
import type { Finished } from "../../harness/image/command";
import type { Docker } from "../../harness/image/docker";
import { serverEnvironment, type Issuers } from "../../harness/image/server";
import { freePort } from "../../local/ports";

/** One running container of an app. */
export interface Container {
    readonly id: string;
    /** Where the app answers on this machine, such as `http://127.0.0.1:41234`. */
    readonly url: string;
    /** Runs a command in it, as the image's user. */
    exec(...command: string[]): Promise<Finished>;
    /** Removes it, running or not, with its volumes. */
    remove(): Promise<void>;
}

/** The port that the image says the app listens on. */
const port = 8501;

const keysFolder = "/tmp/public-keys";

/**
 * Starts an image as the service does, read-only, and returns without waiting for the app.
 *
 * @param issuers whose public keys the container finds, served from its own loopback address
 */
export async function startContainer(
    docker: Docker,
    image: string,
    issuers: Issuers,
    environment: Readonly<Record<string, string>> = {},
): Promise<Container> {
    // A private daemon has no network to publish a port of: the app gets a free port of the machine's own.
    const own = docker.isPrivate ? await freePort() : undefined;
    const network = own === undefined ? [`--publish=127.0.0.1::${port}`] : ["--network=host"];
    const listen = own === undefined ? {} : { STREAMLIT_SERVER_ADDRESS: "127.0.0.1", STREAMLIT_SERVER_PORT: String(own) };
    const keysPort = await freePort();
    const all = { ...serverEnvironment(`http://127.0.0.1:${keysPort}`), ...environment, ...listen };
    const variables = Object.entries(all).map(([name, value]) => `--env=${name}=${value}`);

    const id = await docker.docker(["run", "--detach", "--read-only", ...network, ...variables, image]);
    await serveKeys(docker, id, issuers, keysPort);
    const address = own === undefined ? await docker.docker(["port", id, `${port}/tcp`]) : `127.0.0.1:${own}`;
    return {
        id,
        url: `http://${address.split("\n")[0] ?? ""}`,
        exec: (...command) => docker.attempt(["exec", id, ...command]),
        remove: async () => {
            await docker.docker(["rm", "--force", "--volumes", id]);
        },
    };
}

/** The server takes keys by plain HTTP from its own machine only. */
async function serveKeys(docker: Docker, id: string, { keyFiles }: Issuers, keysPort: number): Promise<void> {
    const write = "import json, pathlib, sys; [pathlib.Path(n).write_text(t) for n, t in json.load(sys.stdin).items()]";
    await docker.docker(["exec", id, "mkdir", keysFolder]);
    await docker.docker(["exec", "--interactive", "--workdir", keysFolder, id, "python", "-c", write], { input: JSON.stringify(keyFiles) });
    const serve = ["python", "-m", "http.server", "--bind", "127.0.0.1", "--directory", keysFolder, String(keysPort)];
    await docker.docker(["exec", "--detach", id, ...serve]);
}

/**
 * Waits until the app answers the load balancer's health check.
 *
 * @returns the answer's body.
 * @throws Error with the container's log when it ends, or does not answer within two minutes.
 */
export async function healthy(docker: Docker, container: Container): Promise<string> {
    for (let tries = 0; tries < 600; tries++) {
        const response = await fetch(`${container.url}/_stcore/health`).catch(() => undefined);
        if (response?.status === 200) return response.text();
        if ((await docker.docker(["inspect", "--format", "{{.State.Running}}", container.id])) !== "true") break;
        await sleep(200);
    }
    const { stdout, stderr } = await docker.attempt(["logs", container.id]);
    throw new Error(`The app's container does not answer its health check. Its log:\n${stdout}${stderr}`);
}
