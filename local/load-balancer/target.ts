import { Agent } from "node:http";

/** Health of a target, in AWS's words. */
export type TargetState = "initial" | "healthy" | "unhealthy" | "draining" | "unused";

/** AWS: "Health checks for Application Load Balancer target groups", Target health status. */
export interface TargetHealth {
    readonly state: TargetState;
    /** AWS's reason code, such as `Target.ResponseCodeMismatch`; absent when healthy. */
    readonly reason?: string;
    /** More about the reason. */
    readonly description?: string;
}

/** Something that a target is still busy with. */
export interface InFlight {
    /** Ends it: the target's time is over. */
    readonly abort: () => void;
}

/** A registered target. */
export interface Target {
    readonly id: string;
    readonly host: string;
    readonly port: number;
    /** Keeps connections to the target open between requests. */
    readonly agent: Agent;
    /** Requests and open websockets. */
    readonly inFlight: Set<InFlight>;
    health: TargetHealth;
}

/**
 * Milliseconds that an unused connection to a target is kept. AWS keeps one for the idle timeout and answers 502 where the target closed it
 * first; this is just below the 5 seconds of uvicorn and Node, so that a local target does not produce those.
 */
const unusedConnection = 4000;

/** A target with connections of its own. */
export function createTarget(
    registration: { readonly id: string; readonly host: string; readonly port: number },
    health: TargetHealth,
): Target {
    return {
        ...registration,
        agent: new Agent({ keepAlive: true, timeout: unusedConnection }),
        inFlight: new Set(),
        health,
    };
}
