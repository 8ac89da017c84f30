import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { attempt, type Finished } from "../../../harness/image/command";
import { CannotBuild } from "../../../harness/image/docker";

/** Where the program's packages are; their plugins have the same versions. */
const packages = join(__dirname, "../../../node_modules/@pulumi");

/** Version of one of Pulumi's packages, as it is installed. */
export function packageVersion(name: string): string {
    return (JSON.parse(readFileSync(join(packages, name, "package.json"), "utf8")) as { version: string }).version;
}

/**
 * Finds a Pulumi CLI that runs, with the plugins that the test needs; the packaged wrapper, `npx pulumi`, and the CLI itself may have to fetch
 * them.
 *
 * @returns the PATH on which `pulumi` is that CLI
 * @throws CannotBuild where one of them cannot be had
 */
export async function findEngine(): Promise<string> {
    const folders = (process.env["PATH"] ?? "").split(delimiter);
    // npm puts the wrapper before a CLI that is installed.
    const installed = folders.filter((folder) => !folder.endsWith(join("node_modules", ".bin")));
    const errors: string[] = [];
    for (const path of new Set([installed, folders].map((list) => list.join(delimiter)))) {
        const { code, stderr } = await pulumi(path, ["version"]).catch((error: unknown) => ({ code: null, stderr: String(error) }));
        if (code === 0) {
            await Promise.all(["awsx", "docker"].map((plugin) => findPlugin(path, plugin, packageVersion(plugin))));
            return path;
        }
        errors.push(lastLine(stderr));
    }
    throw new CannotBuild(`no Pulumi CLI runs here (${errors.join("; ")}). Install it, then run this test again.`);
}

function pulumi(path: string, args: readonly string[]): Promise<Finished> {
    return attempt("pulumi", args, { env: { ...process.env, PATH: path, PULUMI_SKIP_UPDATE_CHECK: "true" } });
}

/** A plugin on the PATH is used as it is, by the engine too. */
async function findPlugin(path: string, name: string, version: string): Promise<void> {
    if ((await attempt("sh", ["-c", `command -v pulumi-resource-${name}`], { env: { PATH: path } })).code === 0) return;
    const { code, stderr } = await pulumi(path, ["plugin", "install", "resource", name, version]);
    if (code !== 0) {
        throw new CannotBuild(
            `the plugin ${name} ${version} cannot be installed (${lastLine(stderr)}). Run \`pulumi plugin install resource ${name} ${version}\`, then run this test again.`,
        );
    }
}

function lastLine(text: string): string {
    return text.trim().split("\n").at(-1) ?? "";
}
