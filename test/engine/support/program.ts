import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { repository } from "../../unit/support/declare";

/** Folders beside the program's own files that a deployment, the policy pack or a setting of the test reads. */
const folders = [
    "app",
    "auth",
    "declared",
    "dockerfile",
    "load-balancer",
    "monitoring",
    "policy",
    "samples",
    "server",
    "service",
    "settings",
    "streamlit",
    "triggers",
];

const fixtures = join(__dirname, "../fixtures");

/** Copies the program, so that a test may change it, with two small apps that need no network to build. */
export function copyProgram(target: string): void {
    const files = readdirSync(repository).filter((name) => /\.ts$|^(?:Pulumi\.yaml|package\.json|tsconfig.*\.json)$/.test(name));
    for (const name of [...files, ...folders]) {
        cpSync(join(repository, name), join(target, name), { recursive: true });
    }
    for (const app of ["main-app", "other-app"]) {
        cpSync(join(fixtures, "app"), join(target, app), { recursive: true });
    }
    edit(join(target, "other-app/app.py"), "engine", "other engine");
    symlinkSync(join(repository, "node_modules"), join(target, "node_modules"));
}

/** Replaces a text that is in a file exactly once. @throws Error where it is not */
export function edit(file: string, from: string, to: string): void {
    const parts = readFileSync(file, "utf8").split(from);
    if (parts.length !== 2) throw new Error(`${file} has ${JSON.stringify(from)} ${parts.length - 1} times.`);
    writeFileSync(file, parts.join(to));
}

/** A new stack of the program, with its state in a folder; `providers` are attached instead of their plugins, by port. */
export async function createStack(workDir: string, state: string, environment: Readonly<Record<string, string>>): Promise<Stack> {
    mkdirSync(state, { recursive: true });
    const envVars = {
        ...environment,
        PULUMI_BACKEND_URL: `file://${state}`,
        PULUMI_CONFIG_PASSPHRASE: "test",
        PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    const stack = await LocalWorkspace.createStack({ stackName: "engine", workDir }, { envVars });
    await stack.setAllConfig({
        "aws:region": { value: "us-east-1" },
        domain: { value: "streamlit.example.com" },
        app: { value: "./main-app" },
    });
    return stack;
}
