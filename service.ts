import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import type { Priorities } from "./app/priorities";
import { createListenerRules, type ListenerRules } from "./app/rules";
import { ignoreDesiredCount, isScaled } from "./app/scaling";
import type { Settings } from "./config";
import { BlueGreen, rolling } from "./service/blue-green";
import { Image } from "./service/image";
import { Roles } from "./service/roles";
import { serverEnvironment } from "./service/server-environment";
import { spotName, spotStrategy } from "./service/spot";
import { createTargetGroup } from "./service/target-group";
import { containerSecrets } from "./service/task-environment";
import type { CapacitySettings } from "./settings/capacity";
import type { DeploymentSettings } from "./settings/deployments";
import type { TaskSettings } from "./settings/task-environment";

/** What runs, where, and behind which load balancer and login. */
export interface ServiceArgs {
    /** The settings that the image, the tasks and the rules follow from. */
    readonly settings: Pick<
        Settings,
        | "app"
        | "architecture"
        | "cpu"
        | "memory"
        | "desiredCount"
        | "logRetentionDays"
        | "sessionTimeout"
        | "exec"
        | "groups"
        | keyof CapacitySettings
        | keyof TaskSettings
        | keyof DeploymentSettings
        | "domain"
        | "region"
    >;
    /** Cluster that the tasks run in. */
    readonly clusterArn: pulumi.Input<string>;
    /** Family of the task definition, unique in the account. */
    readonly family: pulumi.Input<string>;
    /** Places of the app's rules among the listener's. */
    readonly priorities: Priorities;
    /** Name of the load balancer's session cookie, without its shard's number. */
    readonly sessionCookieName: string;
    /** Only accounts in one of these groups may open the app at all. @default everyone who can sign in may */
    readonly appGroups?: readonly string[] | undefined;
    /** VPC of the tasks. */
    readonly vpcId: pulumi.Input<string>;
    /** Public subnets of the tasks. */
    readonly subnetIds: pulumi.Input<string[]>;
    /** The tasks' security group, which admits the load balancer. */
    readonly securityGroupId: pulumi.Input<string>;
    /** The load balancer that signs who is signed in. */
    readonly loadBalancerArn: pulumi.Input<string>;
    /** The same load balancer, as its metrics name it. */
    readonly loadBalancerArnSuffix: pulumi.Input<string>;
    /** Its listener, which gets the rules. */
    readonly listenerArn: pulumi.Input<string>;
    /** User pool of those who may sign in. */
    readonly userPoolId: pulumi.Input<string>;
    /** The same user pool. */
    readonly userPoolArn: pulumi.Input<string>;
    /** The load balancer's client in it. */
    readonly userPoolClientId: pulumi.Input<string>;
    /** Its Cognito domain prefix. */
    readonly userPoolDomain: pulumi.Input<string>;
    /** Where its login page is served. */
    readonly loginUrl: pulumi.Input<string>;
    /** What must be there, children included, before a task can pull its image and be reached. */
    readonly dependsOn: readonly pulumi.Resource[];
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/** The port that Streamlit listens on in its container. */
export const containerPort = 8501;

/** Where a task may write: Streamlit keeps uploads in memory, but libraries want a temporary folder. */
const writableFolder = "/tmp";

/** One app: its image, the tasks that run it, and the way from the load balancer to them. */
export class Service extends pulumi.ComponentResource {
    readonly image: Image;
    readonly logGroup: aws.cloudwatch.LogGroup;
    readonly targetGroup: aws.lb.TargetGroup;
    /** Where a blue/green deployment puts the tasks of the next version, and the one after that in the first again. */
    readonly alternate: aws.lb.TargetGroup | undefined;
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
        this.logGroup = this.createLogGroup();
        this.targetGroup = this.createTargetGroup("tasks");
        this.alternate = args.settings.deployment === "blueGreen" ? this.createTargetGroup("green") : undefined;
        this.roles = this.createRoles();
        this.fargate = this.createFargateService(this.createListenerRules());
        this.registerOutputs({ logGroup: this.logGroup.name });
    }

    /** All that its tasks may be in. */
    get targetGroups(): readonly aws.lb.TargetGroup[] {
        return this.alternate === undefined ? [this.targetGroup] : [this.targetGroup, this.alternate];
    }

    private createLogGroup(): aws.cloudwatch.LogGroup {
        const { settings, tags } = this.args;
        return new aws.cloudwatch.LogGroup(`${this.name}-logs`, { retentionInDays: settings.logRetentionDays, tags }, { parent: this });
    }

    private createTargetGroup(role: string): aws.lb.TargetGroup {
        const { settings, tags, vpcId } = this.args;
        const { drain, sessionTimeout } = settings;
        return createTargetGroup(`${this.name}-${role}`, { vpcId, port: containerPort, drain, sessionTimeout, tags }, this);
    }

    private createListenerRules(): ListenerRules {
        const { domain, sessionTimeout } = this.args.settings;
        const [targetGroupArn, alternateTargetGroupArn] = [this.targetGroup.arn, this.alternate?.arn];
        return createListenerRules(this.name, { ...this.args, domain, sessionTimeout, targetGroupArn, alternateTargetGroupArn }, this);
    }

    /** How the service's tasks are found and, one version after the other, replaced. */
    private deployment({
        production,
    }: ListenerRules): Pick<awsx.ecs.FargateServiceArgs, "loadBalancers" | "deploymentConfiguration" | "alarms"> {
        const target = { targetGroupArn: this.targetGroup.arn, containerName: this.name, containerPort };
        if (this.alternate === undefined || production === undefined) {
            return { loadBalancers: [target], ...rolling };
        }
        const { loadBalancerArnSuffix, settings, tags } = this.args;
        const shift = { loadBalancerArnSuffix, targetGroups: [this.targetGroup, this.alternate], productionRuleArn: production.arn, tags };
        const { alarm, roleArn } = new BlueGreen(`${this.name}-blue-green`, shift, { parent: this });
        const advancedConfiguration = {
            alternateTargetGroupArn: this.alternate.arn,
            productionListenerRule: production.arn,
            roleArn,
        };
        return {
            loadBalancers: [{ ...target, advancedConfiguration }],
            deploymentConfiguration: { strategy: "BLUE_GREEN", bakeTimeInMinutes: String(settings.bakeTime) },
            alarms: { enable: true, rollback: true, alarmNames: [alarm.name] },
        };
    }

    private createRoles(): Roles {
        const { settings, tags } = this.args;
        const { exec, secrets, taskPolicy } = settings;
        return new Roles(
            this.name,
            { repositoryArn: this.image.repository.arn, logGroupArn: this.logGroup.arn, secrets, taskPolicy, exec, tags },
            { parent: this },
        );
    }

    /**
     * ECS refuses a target group that no load balancer uses yet, so the service waits for the rules; and its first tasks fail unless they
     * may already pull, log, and be reached.
     */
    private createFargateService(rules: ListenerRules): awsx.ecs.FargateService {
        const { dependsOn, securityGroupId, settings, subnetIds, tags } = this.args;
        return new awsx.ecs.FargateService(
            settings.spot ? spotName(this.name) : this.name,
            {
                cluster: this.args.clusterArn,
                desiredCount: settings.desiredCount,
                ...(settings.spot ? { capacityProviderStrategies: spotStrategy } : {}),
                networkConfiguration: { subnets: subnetIds, securityGroups: [securityGroupId], assignPublicIp: true },
                ...this.deployment(rules),
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
            {
                parent: this,
                dependsOn: [...rules.all, this.roles, ...dependsOn],
                ...(isScaled(settings) ? { transforms: [ignoreDesiredCount] } : {}),
            },
        );
    }

    private taskDefinition(): awsx.types.input.ecs.FargateServiceTaskDefinitionArgs {
        const { settings, tags } = this.args;
        return {
            family: this.args.family,
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
        const { domain, groups, region, sessionTimeout } = this.args.settings;
        return [
            { name: "STREAMLIT_SERVER_PORT", value: String(containerPort) },
            ...serverEnvironment({ ...this.args, domain, groups, region, sessionTimeout }),
            ...Object.entries(this.args.settings.environment).map(([name, value]) => ({ name, value })),
        ];
    }

    private container(): awsx.types.input.ecs.TaskDefinitionContainerDefinitionArgs {
        const { exec, region } = this.args.settings;
        const secrets = containerSecrets(this.args.settings.secrets);
        return {
            name: this.name,
            image: this.image.reference,
            essential: true,
            portMappings: [{ containerPort, protocol: "tcp" }],
            environment: this.environment(),
            ...(secrets.length === 0 ? {} : { secrets }),
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
