import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import * as path from "node:path";
import { failure, ok, unchecked, type Check, type Finding } from "../check";

const cloud = "https://api.pulumi.com";
const login = "npx pulumi login, or npx pulumi login --local";

/** What `pulumi login` leaves. */
interface Credentials {
    readonly current?: string;
    readonly accessTokens?: Readonly<Record<string, string>>;
}

/** Whether Pulumi knows where the stack's state is kept, and may. The CLI is not started: at its first use, it is fetched. */
export const pulumiState: Check = {
    name: "Pulumi state",
    asksAws: false,
    async run({ environment }) {
        const credentials = await readCredentials(environment);
        const token = environment["PULUMI_ACCESS_TOKEN"];
        const backend = environment["PULUMI_BACKEND_URL"] ?? credentials.current ?? (token === undefined ? "" : cloud);
        if (backend === "") {
            return [failure("Pulumi is not logged in anywhere", "the stack's state has no place", login)];
        }
        if (/^https?:/.test(backend)) {
            return [await lookAtCloud(backend, token ?? credentials.accessTokens?.[backend])];
        }
        return backend.startsWith("file:")
            ? [ok(`kept on this machine: ${backend}`)]
            : [unchecked(`kept in ${backend}`, "buckets are not opened here", "npx pulumi whoami, which opens it")];
    },
};

async function readCredentials(environment: NodeJS.ProcessEnv): Promise<Credentials> {
    const file = path.join(environment["PULUMI_HOME"] ?? path.join(homedir(), ".pulumi"), "credentials.json");
    try {
        return JSON.parse(await readFile(file, "utf8")) as Credentials;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") {
            return {};
        }
        throw error;
    }
}

/** Source: Pulumi Cloud REST API, "Get current user". */
async function lookAtCloud(backend: string, token: string | undefined): Promise<Finding> {
    const why = "the stack's state is kept there";
    if (token === undefined) {
        return failure(`Pulumi is not logged in to ${backend}`, why, login);
    }
    const headers = { authorization: `token ${token}`, accept: "application/vnd.pulumi+8" };
    const { status } = await fetch(new URL("/api/user", backend), { headers, redirect: "error" });
    if (status === 401 || status === 403) {
        return failure(`${backend} refuses the access token`, why, login);
    }
    return status === 200 ? ok(`kept in ${backend}`) : unchecked(`kept in ${backend}`, `it answers ${status}`, "npx pulumi whoami");
}
