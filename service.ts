import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import type { Auth } from "./auth";
import type { Settings } from "./config";
import { Image } from "./image";
import type { LoadBalancer } from "./load-balancer";
import type { Network } from "./network";
import { Roles } from "./roles";
import { createRules, sessionCookieName } from "./rules";
import { serverEnvironment } from "./server-environment";

export interface ServiceArgs {
    readonly settings: Settings;
    readonly network: Network;
    readonly loadBalancer: LoadBalancer;
    readonly auth: Auth;
    readonly tags: Readonly<Record<string, string>>;
}

/** The port that Streamlit listens on in its container. */
export const containerPort = 8501;

/** Where a task may write: Streamlit keeps uploads in memory, but libraries want a temporary folder. */
const writableFolder = "/tmp";

/** The app: its image, the tasks that run it, and the way from the load balancer to them. */
export class Service extends pulumi.ComponentResource {
    readonly image: Image;
    readonly cluster: aws.ecs.Cluster;
    readonly logGroup: aws.cloudwatch.LogGroup;
    readonly targetGroup: aws.lb.TargetGroup;
    readonly roles: Roles;
    readonly fargate: awsx.ecs.FargateService;

    constructor(
        private readonly name: string,
        private readonly args: ServiceArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:service:Service", name, {}, options);
        const { app, architecture } = args.settings;
        this.image = new Image(`${name}-app`, { app, architecture, tags: args.tags }, { parent: this });
        this.cluster = new aws.ecs.Cluster(`${name}-cluster`, { tags: args.tags }, { parent: this });
        this.logGroup = this.createLogGroup();
        this.targetGroup = this.createTargetGroup();
        this.roles = this.createRoles();
        this.fargate = this.createFargateService(this.createRules());
        this.registerOutputs({ cluster: this.cluster.name, logGroup: this.logGroup.name });
    }

    private createLogGroup(): aws.cloudwatch.LogGroup {
        const { settings, tags } = this.args;
        return new aws.cloudwatch.LogGroup(`${this.name}-logs`, { retentionInDays: settings.logRetentionDays, tags }, { parent: this });
    }

    private createTargetGroup(): aws.lb.TargetGroup {
        const { network, settings, tags } = this.args;
        return new aws.lb.TargetGroup(
            `${this.name}-tasks`,
            {
                vpcId: network.vpcId,
                targetType: "ip",
                protocol: "HTTP",
                port: containerPort,
                deregistrationDelay: 30,
                // A session lives in one task's memory: without stickiness, uploads and reconnections reach another.
                stickiness: { enabled: true, type: "lb_cookie", cookieDuration: settings.sessionTimeout },
                healthCheck: {
                    path: "/_stcore/health",
                    protocol: "HTTP",
                    matcher: "200",
                    interval: 10,
                    timeout: 5,
                    healthyThreshold: 2,
                    unhealthyThreshold: 3,
                },
                tags,
            },
            { parent: this },
        );
    }

    private createRules(): aws.lb.ListenerRule[] {
        const { auth, loadBalancer, settings, tags } = this.args;
        return createRules(
            this.name,
            {
                listenerArn: loadBalancer.listener.arn,
                domain: settings.domain,
                targetGroupArn: this.targetGroup.arn,
                userPoolArn: auth.userPool.arn,
                userPoolClientId: auth.client.id,
                userPoolDomain: auth.userPoolDomain.domain,
                sessionTimeout: settings.sessionTimeout,
                tags,
            },
            this,
        );
    }

    private createRoles(): Roles {
        const { settings, tags } = this.args;
        return new Roles(
            this.name,
            { repositoryArn: this.image.repository.arn, logGroupArn: this.logGroup.arn, exec: settings.exec, tags },
            { parent: this },
        );
    }

    /**
     * ECS refuses a target group that no load balancer uses yet, so the service waits for the rules; and its first tasks fail unless they
     * may already pull, log, and be reached.
     */
    private createFargateService(rules: aws.lb.ListenerRule[]): awsx.ecs.FargateService {
        const { network, settings, tags } = this.args;
        return new awsx.ecs.FargateService(
            this.name,
            {
                cluster: this.cluster.arn,
                desiredCount: settings.desiredCount,
                networkConfiguration: {
                    subnets: network.publicSubnetIds,
                    securityGroups: [network.taskSecurityGroup.id],
                    assignPublicIp: true,
                },
                loadBalancers: [{ targetGroupArn: this.targetGroup.arn, containerName: this.name, containerPort }],
                // A new task has this long to answer its first health checks.
                healthCheckGracePeriodSeconds: 60,
                deploymentMinimumHealthyPercent: 100,
                deploymentMaximumPercent: 200,
                deploymentCircuitBreaker: { enable: true, rollback: true },
                // Named, although it is ECS's default, because a rollback counts as a failed deployment only where it is.
                deploymentController: { type: "ECS" },
                enableExecuteCommand: settings.exec,
                enableEcsManagedTags: true,
                propagateTags: "SERVICE",
                tags,
                taskDefinitionArgs: this.taskDefinition(),
            },
            { parent: this, dependsOn: [...rules, this.roles, network] },
        );
    }

    private taskDefinition(): awsx.types.input.ecs.FargateServiceTaskDefinitionArgs {
        const { settings, tags } = this.args;
        return {
            // One family a deployed stack, whatever its containers are; the cluster's name is unique in the account.
            family: this.cluster.name,
            cpu: String(settings.cpu),
            memory: String(settings.memory),
            runtimePlatform: { cpuArchitecture: settings.architecture.toUpperCase(), operatingSystemFamily: "LINUX" },
            executionRole: { roleArn: this.roles.execution.arn },
            taskRole: { roleArn: this.roles.task.arn },
            // The stack's own log group, with its retention, instead of one that awsx would make.
            logGroup: { skip: true },
            volumes: [{ name: "writable" }],
            container: this.container(),
            tags,
        };
    }

    private environment(): { name: string; value: pulumi.Input<string> }[] {
        const { auth, loadBalancer, settings } = this.args;
        return [
            { name: "STREAMLIT_SERVER_PORT", value: String(containerPort) },
            ...serverEnvironment({
                region: settings.region,
                domain: settings.domain,
                loadBalancerArn: loadBalancer.loadBalancer.arn,
                userPoolId: auth.userPool.id,
                userPoolClientId: auth.client.id,
                loginUrl: auth.loginUrl,
                sessionCookieName,
                sessionTimeout: settings.sessionTimeout,
                groups: settings.groups,
            }),
        ];
    }

    private container(): awsx.types.input.ecs.TaskDefinitionContainerDefinitionArgs {
        const { exec, region } = this.args.settings;
        return {
            name: this.name,
            image: this.image.reference,
            essential: true,
            portMappings: [{ containerPort, protocol: "tcp" }],
            environment: this.environment(),
            mountPoints: [{ sourceVolume: "writable", containerPath: writableFolder, readOnly: false }],
            // ECS Exec does not work with a read-only root file system, and its agent needs an init process to clean up after it.
            readonlyRootFilesystem: !exec,
            linuxParameters: { initProcessEnabled: true },
            stopTimeout: 30,
            logConfiguration: {
                logDriver: "awslogs",
                options: { "awslogs-group": this.logGroup.name, "awslogs-region": region, "awslogs-stream-prefix": this.name },
            },
        };
    }
}
