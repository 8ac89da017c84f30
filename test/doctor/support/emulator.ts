import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as path from "node:path";
import { awsApiEnvironment } from "../../run/environments";

/** moto's server: an AWS account, empty at first, that lasts as long as the tests. */
export interface Emulator {
    readonly url: string;
    /** Removes everything, and lets everybody in again. */
    reset(): Promise<void>;
    /** From now on, AWS knows its users, and refuses what they may not do. */
    knowUsers(): Promise<void>;
}

/** What the SDK reads from the environment, in place of what the person has who runs the tests. */
const environment = {
    AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};

let server: ChildProcess | undefined;
let started: Promise<Emulator> | undefined;

/** The one emulator of all these tests; started for the first of them. */
export function emulator(): Promise<Emulator> {
    return (started ??= start());
}

after(() => {
    // Its server ends with its input.
    server?.stdin?.end();
});

async function start(): Promise<Emulator> {
    for (const name of Object.keys(process.env).filter((name) => name.startsWith("AWS_"))) {
        Reflect.deleteProperty(process.env, name);
    }
    const { python } = await awsApiEnvironment();
    server = spawn(path.resolve(python), ["-m", "aws_api.server"], { cwd: "test/aws-api", stdio: ["pipe", "pipe", "inherit"] });
    const ended = once(server, "exit").then(([code]) => Promise.reject(new Error(`The emulator ended with ${code}.`)));
    const [line] = (await Promise.race([once(server.stdout!, "data"), ended])) as [Buffer];
    ended.catch(() => undefined);
    const url = line.toString().trim();
    Object.assign(process.env, environment, { AWS_ENDPOINT_URL: url });
    const post = async (path: string, body = ""): Promise<void> => {
        const { ok, status } = await fetch(`${url}/moto-api/${path}`, { method: "POST", body });
        if (!ok) throw new Error(`The emulator answers ${path} with ${status}.`);
    };
    return {
        url,
        knowUsers: () => post("reset-auth", "0"),
        async reset() {
            await post("reset-auth", "inf");
            await post("reset");
        },
    };
}
