import assert from "node:assert/strict";
import type { DeclaredStack } from "../../local/declared";
import { other, reports, withApps } from "./support/apps";
import { dependencies, output, types } from "./support/resources";

describe("the tasks of a further app", () => {
    let stack: DeclaredStack;
    before(async () => {
        stack = await withApps({ reports });
    });

    it("runs tasks like the main app's, with roles, logs, image, family and environment of its own", () => {
        const { taskDefinitionArgs: task, ...service } = stack.one(types.fargateService, "reports").inputs;
        const { taskDefinitionArgs: main, ...mainService } = stack.one(types.fargateService, "streamlit").inputs;
        const targetGroupArn = output(stack, types.targetGroup, "arn", "reports-tasks");
        assert.deepEqual(service, { ...mainService, loadBalancers: [{ targetGroupArn, containerName: "reports", containerPort: 8501 }] });
        const { container, ...rest } = task as Task;
        const { container: mainContainer, ...mainRest } = main as Task;
        assert.deepEqual(rest, {
            ...mainRest,
            family: `${String(output(stack, types.cluster, "name"))}-reports`,
            executionRole: { roleArn: output(stack, types.role, "arn", "reports-execution") },
            taskRole: { roleArn: output(stack, types.role, "arn", "reports-task") },
        });
        const { environment, ...more } = container;
        const { environment: mainEnvironment, ...mainMore } = mainContainer;
        const logs = { "awslogs-group": output(stack, types.logGroup, "name", "reports-logs"), "awslogs-stream-prefix": "reports" };
        assert.deepEqual(more, {
            ...mainMore,
            name: "reports",
            image: output(stack, types.image, "repoDigest", "reports-app-image"),
            logConfiguration: { logDriver: "awslogs", options: { ...mainContainer.logConfiguration.options, ...logs } },
        });
        assert.deepEqual(asRecord(environment), {
            ...asRecord(mainEnvironment),
            COGNITO_CLIENT_ID: stack.one(types.userPoolClient, "reports-load-balancer").id,
            APP_URL: "https://reports.example.com",
            SIGNED_OUT_URL: "https://reports.example.com/signed-out",
            SESSION_COOKIE_NAME: "AWSELBAuthSessionCookie-reports",
            PAGE_GROUPS: "{}",
            APP_GROUPS: '["analysts","admins"]',
        });
    });

    it("builds its image from its own folder", () => {
        const { build } = stack.one(types.image, "reports-app-image").inputs as { build: Record<string, unknown> };
        assert.equal(build["context"], "./samples/explorer");
        assert.deepEqual(build["args"], { SERVER_IMAGE: output(stack, types.image, "repoDigest", "reports-app-server") });
    });

    it("starts once all that its tasks need is there, as the main app's do", () => {
        const ofApp = (name: string): string[] => dependencies(stack, stack.one(types.fargateService, name));
        const renamed = ofApp("streamlit").map((line) => {
            const isOwn = !/^(?:SecurityGroup|LoadBalancer|Cluster|UserPool |UserPoolDomain|Vpc)/.test(line);
            return isOwn ? line.replace(" streamlit-", " reports-") : line;
        });
        assert.deepEqual(ofApp("reports"), renamed.sort());
    });

    it("is open to everyone who can sign in where it names no groups, and says so by no variable", async () => {
        const open = await withApps({ reports: { ...reports, groups: undefined } });
        const { container } = open.one(types.fargateService, "reports").inputs["taskDefinitionArgs"] as Task;
        assert.equal("APP_GROUPS" in asRecord(container.environment), false);
    });

    it("takes size and count of its own, and the stack's where it names none", async () => {
        const sized = await withApps({ reports: { ...reports, cpu: 1024, memory: 4096, desiredCount: 3 }, other }, { memory: "1024" });
        const sizes = ["reports", "other"].map((name) => {
            const { desiredCount, taskDefinitionArgs } = sized.one(types.fargateService, name).inputs;
            const { cpu, memory } = taskDefinitionArgs as { cpu: string; memory: string };
            return { cpu, memory, desiredCount };
        });
        assert.deepEqual(sizes, [
            { cpu: "1024", memory: "4096", desiredCount: 3 },
            { cpu: "256", memory: "1024", desiredCount: 1 },
        ]);
    });
});

interface Variable {
    readonly name: string;
    readonly value: unknown;
}

interface Task {
    readonly container: {
        readonly environment: readonly Variable[];
        readonly logConfiguration: { readonly options: object };
    };
}

function asRecord(environment: readonly Variable[]): Record<string, unknown> {
    return Object.fromEntries(environment.map(({ name, value }) => [name, value]));
}
