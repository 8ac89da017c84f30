import type { TaskOptions } from "./task";

/** What a service is started with. */
export interface ServiceOptions extends TaskOptions {
    /** Gets one line for each event, such as a task that ended. */
    readonly log: (line: string) => void;
    /** Milliseconds before the first new try after a task that never became healthy; doubled for each more. @default 1000 */
    readonly retryDelay?: number;
}

/** One task of a running service. */
export interface TaskStatus {
    readonly id: string;
    /** Name of its service. */
    readonly service: string;
    /** Where it answers, without the load balancer. */
    readonly url: string;
    readonly pid: number;
    /** Health of its target, in AWS's words. */
    readonly health: string;
}
