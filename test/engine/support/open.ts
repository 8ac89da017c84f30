import type { Stack } from "@pulumi/pulumi/automation";
import type { Context } from "mocha";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { CannotBuild, openDocker } from "../../../harness/image/docker";
import { findEngine, packageVersion } from "./available";
import { copyProgram, createStack } from "./program";
import { serveProvider } from "./provider-server";
import { startRegistry } from "./registry";
import { StandInAws } from "./stand-in-aws";

/** The real engine with a stack of the program, and the account that it deploys to. */
export interface Engine {
    readonly aws: StandInAws;
    readonly stack: Stack;
    /** The program's folder: a copy. */
    readonly program: string;
    close(): Promise<void>;
}

/** Git-ignored folder of what the test's own Docker daemon keeps from one run to the next. */
const dockerFolder = resolve(__dirname, "../../../.local/engine-test");

/** Starts all of it; skips the suite where that cannot be, unless `ENGINE_REQUIRED` is set: there, nobody would notice. */
export async function openEngine(suite: Context): Promise<Engine> {
    const undo: (() => Promise<void> | void)[] = [];
    const close = async (): Promise<void> => {
        for (const action of undo.toReversed()) await action();
    };
    try {
        const environment: Record<string, string> = { PATH: await findEngine() };
        const folder = mkdtempSync(join(tmpdir(), "engine-"));
        undo.push(() => rmSync(folder, { recursive: true, force: true }));
        const docker = await openDocker(dockerFolder);
        undo.push(() => docker.close());
        const registry = await startRegistry(join(folder, "registry"));
        undo.push(() => registry.stop());
        const aws = new StandInAws("us-east-1", registry.address);
        const provider = await serveProvider(aws, packageVersion("aws"));
        undo.push(() => provider.stop());
        const program = join(folder, "program");
        copyProgram(program);
        environment["PULUMI_DEBUG_PROVIDERS"] = `aws:${provider.port}`;
        if (docker.environment["DOCKER_HOST"] !== undefined) environment["DOCKER_HOST"] = docker.environment["DOCKER_HOST"];
        return { aws, program, stack: await createStack(program, join(folder, "state"), environment), close };
    } catch (error) {
        await close();
        if (!(error instanceof CannotBuild) || process.env["ENGINE_REQUIRED"]) throw error;
        console.log(`    engine test: skipped: ${error.message}`);
        return suite.skip();
    }
}
