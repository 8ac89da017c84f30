import assert from "node:assert/strict";
import * as fs from "node:fs";
import { planStack } from "../../../local/plan";
import { arns, projectFolder, smallest, stackOf } from "./support/example";

describe("plan of a target group", () => {
    let directory: string;
    before(() => (directory = projectFolder()));
    after(() => fs.rmSync(directory, { recursive: true }));

    const group = (tasks = {}) => planStack(stackOf(smallest, { tasks }), directory).targetGroups[0];

    it("has AWS's defaults", () => {
        assert.deepEqual(group(), {
            arn: arns.targetGroup,
            name: "tasks",
            port: 8501,
            protocol: "HTTP",
            deregistrationDelay: 300,
            algorithm: "round_robin",
            stickiness: { enabled: false },
            healthCheck: { path: "/", matcher: "200", interval: 30, timeout: 5, healthyThreshold: 5, unhealthyThreshold: 2 },
        });
    });

    it("has the provider's thresholds where a health check is declared without them", () => {
        assert.deepEqual(group({ healthCheck: { path: "/health" } })?.healthCheck, {
            path: "/health",
            matcher: "200",
            interval: 30,
            timeout: 5,
            healthyThreshold: 3,
            unhealthyThreshold: 3,
        });
    });

    it("takes over what is declared", () => {
        const healthCheck = { path: "/h", matcher: "200-299", interval: 7, timeout: 3, healthyThreshold: 4, unhealthyThreshold: 6 };
        const planned = group({
            deregistrationDelay: 5,
            loadBalancingAlgorithmType: "least_outstanding_requests",
            stickiness: { type: "lb_cookie", cookieDuration: 60 },
            healthCheck: { ...healthCheck, enabled: true, port: "traffic-port", protocol: "HTTP" },
        });
        assert.deepEqual(planned, {
            ...group(),
            deregistrationDelay: 5,
            algorithm: "least_outstanding_requests",
            stickiness: { enabled: true, type: "lb_cookie", duration: 60 },
            healthCheck,
        });
    });

    it("keeps stickiness off where it is declared off, whatever its kind", () => {
        assert.deepEqual(group({ stickiness: { type: "app_cookie", cookieName: "x", enabled: false } })?.stickiness, { enabled: false });
    });
});
