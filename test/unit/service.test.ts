import assert from "node:assert/strict";
import type { DeclaredStack } from "../../local/declared";
import { declare } from "./support/declare";
import { dependencies, devTags, output, types } from "./support/resources";

describe("service", () => {
    let stack: DeclaredStack;
    before(async () => {
        stack = await declare();
    });

    it("has a target group that keeps a browser at its task and asks Streamlit itself for its health", () => {
        assert.deepEqual(stack.one(types.targetGroup).inputs, {
            vpcId: output(stack, types.vpc, "vpcId"),
            targetType: "ip",
            protocol: "HTTP",
            port: 8501,
            deregistrationDelay: 30,
            stickiness: { enabled: true, type: "lb_cookie", cookieDuration: 43_200 },
            healthCheck: {
                path: "/_stcore/health",
                protocol: "HTTP",
                matcher: "200",
                interval: 10,
                timeout: 5,
                healthyThreshold: 2,
                unhealthyThreshold: 3,
            },
            tags: devTags,
        });
    });

    it("has a cluster, and logs that end", () => {
        assert.deepEqual(stack.one(types.cluster).inputs, { tags: devTags });
        assert.deepEqual(stack.one(types.logGroup).inputs, { retentionInDays: 30, tags: devTags });
    });

    it("runs the tasks in the public subnets behind the target group, and rolls a failed deployment back", () => {
        const { taskDefinitionArgs, ...service } = stack.one(types.fargateService).inputs;
        assert.ok(taskDefinitionArgs);
        assert.deepEqual(service, {
            cluster: output(stack, types.cluster, "arn"),
            desiredCount: 1,
            networkConfiguration: {
                subnets: output(stack, types.vpc, "publicSubnetIds"),
                securityGroups: [stack.one(types.securityGroup, "streamlit-task").id],
                assignPublicIp: true,
            },
            loadBalancers: [{ targetGroupArn: output(stack, types.targetGroup, "arn"), containerName: "streamlit", containerPort: 8501 }],
            healthCheckGracePeriodSeconds: 60,
            deploymentMinimumHealthyPercent: 100,
            deploymentMaximumPercent: 200,
            deploymentController: { type: "ECS" },
            deploymentConfiguration: { strategy: "ROLLING" },
            alarms: { enable: false, rollback: false, alarmNames: [] },
            deploymentCircuitBreaker: { enable: true, rollback: true },
            enableExecuteCommand: false,
            enableEcsManagedTags: true,
            propagateTags: "SERVICE",
            tags: devTags,
        });
    });

    it("defines a task of the configured size, with the stack's own roles and logs", () => {
        const { container, ...task } = taskDefinition(stack);
        assert.ok(container);
        assert.deepEqual(task, {
            family: output(stack, types.cluster, "name"),
            cpu: "256",
            memory: "512",
            runtimePlatform: { cpuArchitecture: "X86_64", operatingSystemFamily: "LINUX" },
            executionRole: { roleArn: output(stack, types.role, "arn", "streamlit-execution") },
            taskRole: { roleArn: output(stack, types.role, "arn", "streamlit-task") },
            logGroup: { skip: true },
            volumes: [{ name: "writable" }],
            tags: devTags,
        });
    });

    it("runs one container, the pushed image by digest, that can write to /tmp only", () => {
        assert.deepEqual(taskDefinition(stack)["container"], {
            name: "streamlit",
            image: output(stack, types.image, "repoDigest", "streamlit-app-image"),
            essential: true,
            portMappings: [{ containerPort: 8501, protocol: "tcp" }],
            environment: environment(stack),
            mountPoints: [{ sourceVolume: "writable", containerPath: "/tmp", readOnly: false }],
            readonlyRootFilesystem: true,
            linuxParameters: { initProcessEnabled: true },
            stopTimeout: 30,
            logConfiguration: {
                logDriver: "awslogs",
                options: {
                    "awslogs-group": output(stack, types.logGroup, "name"),
                    "awslogs-region": "us-east-1",
                    "awslogs-stream-prefix": "streamlit",
                },
            },
        });
        assert.match(String(output(stack, types.image, "repoDigest", "streamlit-app-image")), /@sha256:[0-9a-f]{64}$/);
    });

    // A first task that cannot pull, log or be reached fails, and three of them roll the deployment back.
    it("starts once everything that its tasks need is there: rules, image, logs, roles with their policies, network", () => {
        assert.deepEqual(dependencies(stack, stack.one(types.fargateService)), [
            "Cluster streamlit-cluster",
            "Image streamlit-app-image",
            "ListenerRule streamlit-machine",
            "ListenerRule streamlit-page",
            "ListenerRule streamlit-signed-out",
            "LoadBalancer streamlit",
            "LogGroup streamlit-logs",
            "Role streamlit-execution",
            "Role streamlit-task",
            "RolePolicy streamlit-execution",
            "SecurityGroup streamlit-load-balancer",
            "SecurityGroup streamlit-task",
            "SecurityGroupEgressRule streamlit-load-balancer-out-task",
            "SecurityGroupEgressRule streamlit-load-balancer-out-user-pool",
            "SecurityGroupEgressRule streamlit-task-out",
            "SecurityGroupIngressRule streamlit-load-balancer-in-443",
            "SecurityGroupIngressRule streamlit-load-balancer-in-80",
            "SecurityGroupIngressRule streamlit-task-in-load-balancer",
            "TargetGroup streamlit-tasks",
            "UserPool streamlit-users",
            "UserPoolClient streamlit-load-balancer",
            "UserPoolDomain streamlit-login",
            "Vpc streamlit-vpc",
        ]);
    });

    // The load balancer would otherwise wait on a task that is ECS's to stop.
    it("gives a task as long to stop as the load balancer waits for its connections", () => {
        const { stopTimeout } = taskDefinition(stack)["container"] as { stopTimeout: number };
        assert.equal(stopTimeout, stack.one(types.targetGroup).inputs["deregistrationDelay"]);
    });
});

function taskDefinition(stack: DeclaredStack): Record<string, unknown> {
    return stack.one(types.fargateService).inputs["taskDefinitionArgs"] as Record<string, unknown>;
}

/** What the server needs to believe this stack's load balancer and user pool, and nobody else. */
function environment(stack: DeclaredStack): { name: string; value: unknown }[] {
    const userPoolId = stack.one(types.userPool).id;
    return Object.entries({
        STREAMLIT_SERVER_PORT: "8501",
        ALB_ARN: output(stack, types.loadBalancer, "arn"),
        ALB_PUBLIC_KEYS_URL: "https://public-keys.auth.elb.us-east-1.amazonaws.com",
        COGNITO_USER_POOL_ID: userPoolId,
        COGNITO_CLIENT_ID: stack.one(types.userPoolClient).id,
        COGNITO_JWKS_URL: `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}/.well-known/jwks.json`,
        COGNITO_LOGIN_URL: stack.outputs["loginUrl"],
        APP_URL: "https://streamlit.example.com",
        SIGNED_OUT_URL: "https://streamlit.example.com/signed-out",
        SESSION_COOKIE_NAME: "AWSELBAuthSessionCookie",
        SESSION_TIMEOUT: "43200",
        PAGE_GROUPS: "{}",
    }).map(([name, value]) => ({ name, value }));
}
