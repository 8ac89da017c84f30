import { referred, type Resource, type Stack } from "../../declared/resource";
import { servicesOf, taskOf } from "../../declared/tasks";
import { types } from "../../declared/types";
import { at, listAt, numberAt, textAt } from "../../declared/values";
import { peoplePerTask, tasksFor, type TaskSize } from "../capacity";
import { hoursOfMonth, type Usage } from "../usage";
import { scalingOf, type Share } from "./scaling";

/** A service's tasks as they are declared. */
export interface Tasks extends TaskSize {
    readonly service: Resource;
    readonly architecture: "x86" | "arm";
    /** GB of a task's ephemeral storage. */
    readonly storage: number;
    /** Share of the tasks that Fargate Spot runs, 0 to 1, once `base` of them run on Fargate. */
    readonly spot: { readonly base: number; readonly share: number };
    readonly publicAddress: boolean;
}

/** The tasks of every service of the stack. */
export function tasksOf(stack: Stack): Tasks[] {
    return servicesOf(stack).map((service) => {
        const task = service.type === types.service ? referred(stack, service, ["taskDefinition"], types.taskDefinition)[0] : service;
        const definition = task === undefined ? undefined : taskOf(task);
        const arm = textAt(definition, "runtimePlatform", "cpuArchitecture") === "ARM64";
        return {
            service,
            architecture: arm ? "arm" : "x86",
            vcpu: numberAt(definition, "cpu") / 1024,
            memory: numberAt(definition, "memory") / 1024,
            storage: numberAt(definition, "ephemeralStorage", "sizeInGib") || 20,
            spot: spotOf(service),
            publicAddress: at(service.props, "networkConfiguration", "assignPublicIp") === true,
        };
    });
}

/**
 * How a capacity provider strategy shares out tasks: `base` of one provider first, the rest by weight. Source: Amazon ECS API Reference,
 * "CapacityProviderStrategyItem".
 */
function spotOf({ props }: Resource): { base: number; share: number } {
    const strategies = listAt(props, "capacityProviderStrategies");
    const weightOf = (provider: string): number =>
        strategies
            .filter((strategy) => at(strategy, "capacityProvider") === provider)
            .reduce<number>((sum, strategy) => sum + (numberAt(strategy, "weight") || 0), 0);
    const onDemand = strategies.find((strategy) => at(strategy, "capacityProvider") === "FARGATE");
    const [spot, all] = [weightOf("FARGATE_SPOT"), weightOf("FARGATE_SPOT") + weightOf("FARGATE")];
    return { base: numberAt(onDemand, "base") || 0, share: all === 0 ? 0 : spot / all };
}

/** Tasks of a service in a month. */
export interface TaskHours {
    readonly onDemand: number;
    readonly spot: number;
    /** Tasks in a busy hour. */
    readonly busy: number;
    /** Least and most tasks while the service is not at rest. */
    readonly least: number;
    readonly most: number;
    /** Hours of the month in which the service runs at all. */
    readonly open: number;
    /** Tasks that the people at once take. */
    readonly needed: number;
    /** What makes the figures a guess; undefined where nothing does. */
    readonly guess: string | undefined;
}

/** How many tasks run for how long: as many as are declared, or where they scale, as many as the people at once take. */
export function taskHours(stack: Stack, tasks: Tasks, usage: Usage): TaskHours {
    const { shares, guess } = scalingOf(stack, tasks.service);
    const needed = tasksFor(usage.atOnce / Math.max(1, servicesOf(stack).length), tasks);
    const declared = shares.filter(({ most }) => most > 0);
    const open = usage.enoughTasks === true ? declared.map((share) => withEnough(share, needed)) : declared;
    const hours = sum(open, ({ share }) => share) * hoursOfMonth;
    const busyHours = Math.min(usage.busyHours, hours);
    // People come when the service is open, as likely at one hour as at another.
    const each = ({ least, most }: Share): [busy: number, quiet: number] => [Math.min(most, Math.max(least, needed)), least];
    const spotted = (running: number): number => Math.max(0, running - tasks.spot.base) * tasks.spot.share;
    const weigh = (value: (running: number) => number): number =>
        sum(open, (share) => {
            const [busy, quiet] = each(share);
            const part = (share.share * hoursOfMonth) / hours;
            return part * (value(busy) * busyHours + value(quiet) * (hours - busyHours));
        });
    return {
        onDemand: weigh((running) => running - spotted(running)),
        spot: weigh(spotted),
        busy: Math.max(0, ...open.map((share) => each(share)[0])),
        least: open.length === 0 ? 0 : Math.min(...open.map(({ least }) => least)),
        most: Math.max(0, ...open.map(({ most }) => most)),
        open: hours,
        needed,
        guess,
    };
}

/** A fixed number of tasks is raised for good, bounds of scaling for the busy hours. */
function withEnough(share: Share, needed: number): Share {
    const most = Math.max(share.most, needed);
    return { ...share, most, least: share.least === share.most ? most : share.least };
}

/** A task's size as people say it. */
export function sizeOf({ vcpu, memory }: TaskSize): string {
    return `${vcpu} vCPU and ${memory} GB`;
}

/** Services whose tasks, as many as may run, do not serve the people at once. */
export function tooFew(stack: Stack, usage: Usage): string[] {
    return tasksOf(stack).flatMap((tasks) => {
        const { busy, needed } = taskHours(stack, tasks, usage);
        return busy >= needed
            ? []
            : [
                  `${usage.name}: ${usage.atOnce} people at once would take ${needed} tasks of ${sizeOf(tasks)}, of which each serves about ${peoplePerTask(tasks)}; ` +
                      `${tasks.service.name} has ${busy}`,
              ];
    });
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
    return values.reduce((total, value) => total + of(value), 0);
}
