import type { Service } from "../model";

/** A task as the scheduler sees it. `starting` covers the grace period. */
export interface ScheduledTask {
    readonly id: string;
    readonly state: "starting" | "healthy" | "unhealthy";
}

/** What to do so that a service comes closer to its desired count. */
export interface Decision {
    /** Tasks to start. */
    readonly start: number;
    /** Ids of tasks to stop. */
    readonly stop: readonly string[];
}

/**
 * The decision of the service scheduler. A task that does not exist any more is replaced; an unhealthy one gets its replacement first, and is
 * stopped when the service has its desired count of healthy tasks. Where the maximum percent leaves no room for
 * a replacement, one unhealthy task is stopped to make it.
 *
 * AWS: "Amazon ECS services", and Amazon ECS API Reference, "DeploymentConfiguration", maximumPercent.
 *
 * @param tasks every task that was not told to stop, oldest first.
 */
export function decide(
    tasks: readonly ScheduledTask[],
    { desiredCount, maximumPercent }: Pick<Service, "desiredCount" | "maximumPercent">,
): Decision {
    const maximum = Math.max(desiredCount, Math.floor((desiredCount * maximumPercent) / 100));
    const unhealthy = tasks.filter(({ state }) => state === "unhealthy");
    const healthy = tasks.filter(({ state }) => state === "healthy");
    const missing = desiredCount - (tasks.length - unhealthy.length);
    const start = Math.max(0, Math.min(missing, maximum - tasks.length));
    if (healthy.length >= desiredCount) {
        // The newest healthy ones are surplus: their predecessors recovered, and may hold sessions.
        const surplus = [...unhealthy, ...healthy.slice(desiredCount), ...tasks.filter(({ state }) => state === "starting")];
        return { start: 0, stop: surplus.map(({ id }) => id) };
    }
    const stop = missing > 0 && start === 0 ? unhealthy.slice(0, 1) : [];
    return { start, stop: stop.map(({ id }) => id) };
}
