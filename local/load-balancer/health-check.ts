import { get } from "node:http";

import type { TargetGroup } from "../model";
import type { Target, TargetHealth } from "./target";

/** Outcome of one health check. */
export type CheckResult = { readonly passed: true } | { readonly passed: false; readonly reason: string; readonly description: string };

/** Consecutive results of one kind. */
export interface Streak {
    readonly passed: boolean;
    readonly length: number;
}

/** Whether a status code is in a matcher such as `200` or `200-299,301`. */
export function matchesCode(matcher: string, status: number): boolean {
    return matcher.split(",").some((part) => {
        const [from = NaN, to = from] = part.split("-").map(Number);
        return status >= from && status <= to;
    });
}

/** One health check: a GET with a connection of its own. Never rejects. */
function checkOnce(target: Target, { path, matcher, timeout }: TargetGroup["healthCheck"]): Promise<CheckResult> {
    return new Promise((resolve) => {
        const headers = { Host: `${target.host}:${target.port}`, "User-Agent": "ELB-HealthChecker/2.0", Connection: "close" };
        const request = get({ host: target.host, port: target.port, path, headers, agent: false });
        const fail = (reason: string, description: string) => {
            clearTimeout(timer);
            resolve({ passed: false, reason, description });
            request.destroy();
        };
        const timer = setTimeout(() => fail("Target.Timeout", "Request timed out"), timeout * 1000);
        request.on("error", (error) => fail("Target.FailedHealthChecks", `Health checks failed: ${error.message}`));
        request.on("response", (response) => {
            const status = response.statusCode ?? 0;
            if (!matchesCode(matcher, status)) {
                fail("Target.ResponseCodeMismatch", `Health checks failed with these codes: [${status}]`);
                return;
            }
            clearTimeout(timer);
            response.resume();
            resolve({ passed: true });
        });
    });
}

/**
 * A target's health after one more check. A new target is healthy after its first passed check ("it must pass one health check to
 * be considered healthy"); later changes need the thresholds' number of checks in a row.
 *
 * AWS: "Health checks for Application Load Balancer target groups".
 */
export function nextHealth(
    health: TargetHealth,
    streak: Streak,
    result: CheckResult,
    { healthyThreshold, unhealthyThreshold }: TargetGroup["healthCheck"],
): { health: TargetHealth; streak: Streak } {
    const next = { passed: result.passed, length: streak.passed === result.passed ? streak.length + 1 : 1 };
    if (result.passed) {
        const enough = health.state === "initial" || next.length >= healthyThreshold;
        return { health: health.state === "healthy" || enough ? { state: "healthy" } : health, streak: next };
    }
    const down = health.state === "unhealthy" || next.length >= unhealthyThreshold;
    return { health: down ? { state: "unhealthy", reason: result.reason, description: result.description } : health, streak: next };
}

/**
 * Checks a target now and then every interval, until the returned function is called.
 *
 * @param changed called whenever the state or its reason changes.
 */
export function watchHealth(target: Target, healthCheck: TargetGroup["healthCheck"], changed: (health: TargetHealth) => void): () => void {
    let streak: Streak = { passed: false, length: 0 };
    let stopped = false;
    const check = async () => {
        const result = await checkOnce(target, healthCheck);
        if (stopped) {
            return;
        }
        const next = nextHealth(target.health, streak, result, healthCheck);
        streak = next.streak;
        if (next.health.state !== target.health.state || next.health.reason !== target.health.reason) {
            changed(next.health);
        }
    };
    // "The time that it takes for the target to respond does not affect the interval for the next health check request."
    const timer = setInterval(() => void check(), healthCheck.interval * 1000);
    void check();
    return () => {
        stopped = true;
        clearInterval(timer);
    };
}
