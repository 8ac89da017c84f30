import { ServiceScheduler } from "./service-scheduler";
import type { ServiceOptions, TaskStatus } from "./service-options";

export { startGuard, type Guard } from "./guard";
export type { ServiceOptions, TaskStatus } from "./service-options";
export type { TargetRegistry } from "./task";

/** A service that keeps its desired count of tasks until it is stopped. */
export interface RunningService {
    /** Resolves when the desired count is healthy for the first time; rejects when the deployment failed. */
    readonly steady: Promise<void>;
    /** Every task that was not told to stop, oldest first. */
    readonly tasks: () => TaskStatus[];
    /** Stops every task in order, without waiting for their requests. */
    readonly stop: () => Promise<void>;
    /** Ends every task at once. */
    readonly kill: () => void;
}

/**
 * Runs a service as Amazon ECS does: keeps its desired count of tasks, replaces those that ended or stay unhealthy after their grace
 * period, and gives its first deployment up when task after task fails.
 */
export function startService(options: ServiceOptions): RunningService {
    const scheduler = new ServiceScheduler(options);
    scheduler.reconcile();
    return {
        steady: scheduler.steady,
        tasks: () => scheduler.statuses(),
        stop: () => scheduler.stop(),
        kill: () => scheduler.kill(),
    };
}
