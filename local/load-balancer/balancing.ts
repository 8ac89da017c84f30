import type { TargetGroup } from "../model";
import type { Target } from "./target";

/**
 * The targets that may get a request: the healthy ones, or, when there is none, all the unhealthy ones (fail open).
 * Targets that have not passed their first check, or are draining, get none.
 *
 * AWS: "Health checks for Application Load Balancer target groups".
 */
export function eligible(targets: readonly Target[]): readonly Target[] {
    const healthy = targets.filter((target) => target.health.state === "healthy");
    return healthy.length > 0 ? healthy : targets.filter((target) => target.health.state === "unhealthy");
}

/**
 * The next of the eligible targets; undefined when there is none.
 *
 * AWS: "Target groups for your Application Load Balancers", Routing algorithms.
 *
 * @param turn counts requests: round robin takes turns by it, least outstanding requests breaks ties by it.
 */
export function nextTarget(targets: readonly Target[], algorithm: TargetGroup["algorithm"], turn: number): Target | undefined {
    const rotated = targets.map((_, index) => targets[(turn + index) % targets.length]).filter((target) => target !== undefined);
    if (algorithm === "round_robin") {
        return rotated[0];
    }
    return rotated.reduce<Target | undefined>(
        (least, target) => (least === undefined || target.inFlight.length < least.inFlight.length ? target : least),
        undefined,
    );
}
