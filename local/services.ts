import * as path from "node:path";
import { awaitedLater } from "./awaited-later";
import { StoppedError } from "./cleanup";
import type { RunningLoadBalancer } from "./load-balancer";
import type { Plan, Service } from "./model";
import { virtualEnvironment } from "./python";
import { substitute, substituteValues, type Substitution } from "./substitutions";
import { startGuard, startService, type Guard, type RunningService, type ServiceOptions, type TaskStatus } from "./tasks";

/** What the declared services are started with. */
export interface ServicesOptions {
    readonly plan: Plan;
    readonly loadBalancer: RunningLoadBalancer;
    /** Values of the containers' secrets, by name; nothing in them is replaced. */
    readonly secrets: Readonly<Record<string, string>>;
    /** Replacements in what the tasks are told. */
    readonly substitutions: readonly Substitution[];
    /** The same, once the user pool is there; only tasks that are told about it wait for it. */
    readonly userPool: { readonly names: readonly string[]; readonly substitutions: Promise<readonly Substitution[]> };
    readonly pythonDirectory: string;
    readonly logDirectory: string;
    readonly homeDirectory: string;
    readonly log: (line: string) => void;
    /** Ends an installation that is under way. */
    readonly signal?: AbortSignal;
}

/** Every declared service. */
export interface RunningServices {
    /** Resolves when every service has its desired count of healthy tasks. */
    readonly steady: Promise<void>;
    readonly tasks: () => TaskStatus[];
    readonly stop: () => Promise<void>;
    /** Ends every task at once. */
    readonly kill: () => void;
}

/** Starts every declared service; they live until they are stopped, or until this process dies in whatever way. */
export function startServices(options: ServicesOptions): RunningServices {
    const guard = startGuard();
    const running: RunningService[] = [];
    let stopped = false;
    const start = async (service: Service): Promise<void> => {
        const prepared = await prepare(service, options, guard);
        if (stopped) {
            throw new StoppedError();
        }
        const started = startService(prepared);
        running.push(started);
        await started.steady;
    };
    const steady = awaitedLater(Promise.all(options.plan.services.map(start)).then(() => undefined));
    return {
        steady,
        tasks: () => running.flatMap((service) => service.tasks()),
        async stop() {
            stopped = true;
            await Promise.all(running.map((service) => service.stop()));
            guard.close();
        },
        kill() {
            stopped = true;
            running.forEach((service) => service.kill());
        },
    };
}

async function prepare(service: Service, options: ServicesOptions, guard: Guard): Promise<ServiceOptions> {
    const { loadBalancer, log, logDirectory, homeDirectory, pythonDirectory, signal } = options;
    const targetGroup = loadBalancer.targetGroups.get(service.targetGroupArn);
    if (targetGroup === undefined) {
        throw new Error(`The target group of the service ${service.name} is not served: ${service.targetGroupArn}`);
    }
    const { context, requirements } = service.image;
    if (!requirements.includes(path.join(context, "requirements.txt"))) {
        throw new Error(`The app's folder ${context} has no requirements.txt, which says what to install for it.`);
    }
    const [{ bin }, substitutions] = await Promise.all([
        virtualEnvironment({
            name: "app",
            bytecode: true,
            requirementsFile: requirements,
            directory: pythonDirectory,
            log,
            ...(signal === undefined ? {} : { signal }),
        }),
        substitutionsFor(service, options),
    ]);
    const container = {
        ...service.container,
        environment: substituteValues(service.container.environment, substitutions),
        command: service.container.command.map((word) => substitute(word, substitutions)),
    };
    const secrets = Object.fromEntries(container.secrets.map((name) => [name, options.secrets[name] ?? ""]));
    return { service: { ...service, container }, secrets, targetGroup, bin, logDirectory, homeDirectory, guard, log };
}

async function substitutionsFor({ container }: Service, options: ServicesOptions): Promise<readonly Substitution[]> {
    const texts = [...Object.values(container.environment), ...container.command];
    const isToldAboutPool = texts.some((text) => options.userPool.names.some((name) => text.includes(name)));
    return isToldAboutPool ? [...options.substitutions, ...(await options.userPool.substitutions)] : options.substitutions;
}
