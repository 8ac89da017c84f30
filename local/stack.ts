import * as path from "node:path";
import { onThisMachine } from "./availability";
import { awaitedLater } from "./awaited-later";
import { localCertificate, type LocalCertificate } from "./certificates";
import { cleanup, type Cleanup } from "./cleanup";
import { count, countUsers } from "./count";
import { evaluatedPlan } from "./evaluated-plan";
import { explain } from "./explain";
import type { RunningLoadBalancer } from "./load-balancer";
import type { Plan } from "./model";
import { startCommand, type StackOptions } from "./options";
import { writeOutputs, type Outputs } from "./outputs";
import { requireFreePorts } from "./ports";
import { startPublicKeys } from "./public-keys";
import { virtualEnvironment } from "./python";
import { requireFreeFolder, runFolder, takeRunFolder, type RunFolder } from "./run-folder";
import { describeOutputs, localPorts, openLoadBalancer, openServices, openUserPool, type RunContext } from "./stack-parts";
import { readSecrets } from "./task-secrets";
import { loginHost } from "./user-pool";

/** A declared stack that runs on this machine. */
export interface RunningStack {
    /** As they are now: tasks come and go. */
    readonly outputs: () => Outputs;
    readonly certificate: LocalCertificate;
    /** Rejects when a part that must not end by itself did. */
    readonly failed: Promise<never>;
    /** Stops everything in order. */
    readonly stop: () => Promise<void>;
}

/**
 * Runs a program's declared stack on this machine until it is stopped, or until this process dies in whatever way.
 *
 * @throws Error with a message for people when it cannot be served or started, or was ended by the signal; nothing is left running then.
 */
export async function startStack(given: StackOptions): Promise<RunningStack> {
    const undo = cleanup();
    // Where one part fails, nobody waits for what others still install.
    const failed = new AbortController();
    const options = { ...given, signal: AbortSignal.any([failed.signal, ...(given.signal ? [given.signal] : [])]) };
    const abort = (): void => void undo.close().catch(() => undefined);
    given.signal?.addEventListener("abort", abort, { once: true });
    try {
        const folder = runFolder(options.directory, options.state);
        // Evaluating keeps this process busy, and this another one.
        const cognitoPython = userPoolPython(options, folder);
        const { plan, secrets } = await examined(options, folder);
        undo.add(takeRunFolder(folder));
        const hosts = [...plan.hosts, loginHost(plan.userPool)];
        const certificate = await localCertificate({ hosts, directory: folder.authority });
        return await startParts({ options, folder, plan, certificate, secrets }, cognitoPython, undo);
    } catch (error) {
        failed.abort();
        await undo.close();
        throw await explain(error, options, onThisMachine(options.directory));
    } finally {
        given.signal?.removeEventListener("abort", abort);
    }
}

/**
 * What is refused is refused here, before anything is written into the run's folder: mistakes of the settings before other runs that are in the way, since
 * whoever has stopped those would meet them next.
 */
async function examined(options: StackOptions, folder: RunFolder): Promise<Pick<RunContext, "plan" | "secrets">> {
    const plan = await options.progress.stage(summary, () =>
        evaluatedPlan({ ...options, secretsCommand: startCommand({ ...options, secrets: "FILE" }) }),
    );
    plan.leftOut.forEach((sentence) => options.progress.line(`  ${sentence}`));
    requireFreeFolder(folder);
    const secrets = readSecrets(plan.services, { file: folder.secrets, environment: process.env });
    await requireFreePorts(localPorts({ options, plan }));
    return { plan, secrets };
}

function summary({ hosts, loadBalancer, services }: Plan): string {
    const rules = loadBalancer.listeners.reduce((sum, listener) => sum + listener.rules.length, 0);
    const tasks = services.reduce((sum, service) => sum + service.desiredCount, 0);
    return `Evaluated the program: ${hosts.join(", ")}, ${count(rules, "rule")}, ${count(tasks, "task")}`;
}

function userPoolPython({ progress, signal }: StackOptions, folder: RunFolder): Promise<string> {
    const made = virtualEnvironment({
        name: "user-pool",
        requirementsFile: path.join(__dirname, "requirements.txt"),
        directory: folder.python,
        log: progress.line,
        ...(signal === undefined ? {} : { signal }),
    });
    return awaitedLater(made.then(({ python }) => python));
}

/** The load balancer comes first: its ports are in the user pool's callback URLs. Pool and tasks start at the same time. */
async function startParts(context: RunContext, cognitoPython: Promise<string>, undo: Cleanup): Promise<RunningStack> {
    const { options, folder, certificate } = context;
    const { progress } = options;
    const loadBalancer = await openLoadBalancer(context);
    undo.add(loadBalancer.close);
    const keys = await startPublicKeys(loadBalancer.publicKey);
    undo.add(keys.close);
    const poolStarted = progress.stage(
        ({ users, disabledUsers }) => `Created the user pool with ${countUsers(users.length, disabledUsers)}`,
        async () => openUserPool(context, loadBalancer, await cognitoPython),
    );
    undo.add(() => poolStarted.then((pool) => pool.close()).catch(() => undefined));
    const services = openServices(context, loadBalancer, keys, poolStarted);
    undo.add(services.stop);
    process.once("exit", services.kill);
    undo.add(() => process.off("exit", services.kill));
    const [pool] = await Promise.race([
        Promise.all([
            poolStarted,
            progress.stage(
                () => `${count(services.tasks().length, "task")} healthy`,
                () => services.steady,
            ),
        ]),
        loadBalancer.failed,
    ]);
    const outputs = (): Outputs => describeOutputs(context, { loadBalancer, keys, userPool: pool, services });
    keepOutputs(folder.outputs, outputs, loadBalancer, undo);
    const failed = awaitedLater(Promise.race([loadBalancer.failed, pool.closed.then(() => new Promise<never>(() => undefined))]));
    return { outputs, certificate, failed, stop: undo.close };
}

/** Writes the outputs now and whenever the tasks change. */
function keepOutputs(file: string, outputs: () => Outputs, loadBalancer: RunningLoadBalancer, undo: Cleanup): void {
    const write = (): void => writeOutputs(file, outputs());
    for (const targetGroup of loadBalancer.targetGroups.values()) {
        undo.add(targetGroup.onHealth(write));
    }
    write();
}
