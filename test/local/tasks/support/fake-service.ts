import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { RunningTargetGroup } from "../../../../local/load-balancer";
import type { LoadBalancerNode } from "../../../../local/load-balancer/nodes";
import { createTargetGroupOfNodes } from "../../../../local/load-balancer/nodes/target-group";
import { createTargetGroup, type TargetGroupService } from "../../../../local/load-balancer/target-group";
import type { Service, TargetGroup } from "../../../../local/model";
import { startGuard, startService, type Guard, type RunningService } from "../../../../local/tasks";

const group: TargetGroup = {
    arn: "arn:group",
    name: "group",
    port: 8501,
    protocol: "HTTP",
    deregistrationDelay: 60,
    algorithm: "round_robin",
    stickiness: { enabled: false },
    healthCheck: { path: "/health", matcher: "200", interval: 0.1, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 },
};

/** A service of fake apps behind a real target group. */
export interface FakeService {
    readonly running: RunningService;
    readonly targetGroup: RunningTargetGroup;
    /** The same, as its one node has it. */
    readonly ofNode: TargetGroupService;
    readonly guard: Guard;
    /** Lines that the service logged. */
    readonly lines: readonly string[];
    readonly folder: string;
    /** Everything that the tasks wrote. */
    readonly logs: () => string;
    readonly close: () => Promise<void>;
}

/** @param mode see fake-app.mjs */
export function fakeService(mode: string, changes: Partial<Service> = {}, stopTimeout = 20, listenTimeout = 30): FakeService {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tasks-"));
    const ofNode = createTargetGroup(group, true, (id, health) => targetGroup.healthAt(0, { id, ...health }));
    const node: Partial<LoadBalancerNode> = {
        register: (_, target) => ofNode.register(target),
        deregister: (_, id) => ofNode.deregister(id),
    };
    const targetGroup = createTargetGroupOfNodes(group, () => [node as LoadBalancerNode]);
    const guard = startGuard();
    const lines: string[] = [];
    const service: Service = {
        name: "fake",
        desiredCount: 1,
        maximumPercent: 200,
        healthCheckGracePeriod: 0,
        container: {
            name: "fake",
            port: 8501,
            environment: { PORT: "8501", ADDRESS: "0.0.0.0", GREETING: "hello" },
            secrets: ["DATABASE_PORT"],
            command: [process.execPath, path.join(__dirname, "fake-app.mjs"), mode, "--server.port=8501", "0.0.0.0:8501"],
            stopTimeout,
        },
        image: { context: folder, dockerfile: path.join(folder, "Dockerfile"), workingDirectory: folder, requirements: [] },
        targetGroupArn: group.arn,
        ...changes,
    };
    const running = startService({
        service,
        secrets: { DATABASE_PORT: "8501" },
        targetGroup,
        bin: "/nowhere/bin",
        logDirectory: folder,
        homeDirectory: path.join(folder, "home"),
        guard,
        log: (line) => lines.push(line),
        retryDelay: 1,
        listenTimeout,
    });
    const logFiles = (): string[] => fs.readdirSync(folder).filter((name) => name.endsWith(".log"));
    return {
        running,
        targetGroup,
        ofNode,
        guard,
        lines,
        folder,
        logs: () =>
            logFiles()
                .map((name) => fs.readFileSync(path.join(folder, name), "utf8"))
                .join(""),
        async close() {
            await running.stop();
            guard.close();
            ofNode.close();
            fs.rmSync(folder, { recursive: true, force: true });
        },
    };
}
