import { types } from "../../../declared/types";
import { and, read, without, type Inputs, type Known } from "./known";

const deployment = `
    alarms { alarmNames enable rollback } capacityProviderStrategies { capacityProvider weight } cluster
    deploymentCircuitBreaker { enable rollback } deploymentConfiguration { bakeTimeInMinutes strategy } deploymentController { type }
    deploymentMaximumPercent deploymentMinimumHealthyPercent desiredCount enableEcsManagedTags enableExecuteCommand
    healthCheckGracePeriodSeconds networkConfiguration { assignPublicIp securityGroups subnets } propagateTags tags
    loadBalancers {
        advancedConfiguration { alternateTargetGroupArn productionListenerRule roleArn } containerName containerPort targetGroupArn
    }`;

const task = "cpu family memory runtimePlatform { cpuArchitecture operatingSystemFamily } tags volumes { name }";

const container = `
    environment { name value } essential image linuxParameters { initProcessEnabled }
    logConfiguration { logDriver options { awslogs-group awslogs-region awslogs-stream-prefix } }
    mountPoints { containerPath readOnly sourceVolume } name portMappings { containerPort protocol } readonlyRootFilesystem
    secrets { name valueFrom } stopTimeout`;

/**
 * What runs, and from which image. What is not here could, among others, run another command than the server, as another user, with variables out of a
 * file, a disk of somebody else's, or a second container beside it.
 */
export const taskInputs: Inputs = {
    [types.awsxFargateService]: `
        ${deployment}
        taskDefinitionArgs { ${task} container { ${container} } executionRole { roleArn } logGroup { skip } taskRole { roleArn } }`,
    [types.image]: `
        build { args { SERVER_IMAGE } builderVersion context dockerfile platform } buildOnPreview imageName
        registry { password server username } skipPush`,
    [types.repository]: "forceDelete imageScanningConfiguration { scanOnPush } imageTagMutability tags",
    [types.lifecyclePolicy]: "policy repository",
    [types.cluster]: "tags",
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": "capacityProviders clusterName",
    [types.scalableTarget]: "maxCapacity minCapacity resourceId scalableDimension serviceNamespace tags",
    [types.scheduledAction]:
        "resourceId scalableDimension scalableTargetAction { maxCapacity minCapacity } schedule serviceNamespace timezone",
    "aws:appautoscaling/policy:Policy": `
        policyType resourceId scalableDimension serviceNamespace
        targetTrackingScalingPolicyConfiguration {
            predefinedMetricSpecification { predefinedMetricType } scaleInCooldown scaleOutCooldown targetValue
        }`,
    [types.schedule]: `
        flexibleTimeWindow { mode } scheduleExpression scheduleExpressionTimezone
        target { arn input retryPolicy { maximumEventAgeInSeconds maximumRetryAttempts } roleArn }`,
};

/** What awsx makes of its service, as the engine sees it. Sources: `fargateService.ts` and `fargateTaskDefinition.ts` of pulumi-awsx. */
export const madeByAwsx: Readonly<Record<string, Known>> = {
    [types.service]: and(read(deployment), read("launchType taskDefinition waitForSteadyState")),
    [types.taskDefinition]: and(read(task), read("executionRoleArn networkMode requiresCompatibilities taskRoleArn")),
};

/** A container in the JSON of a task definition: awsx adds the host's port, which on Fargate is the container's. */
export const containerInputs: Known = and(
    without(read(container), "portMappings"),
    read("portMappings { containerPort hostPort protocol }"),
);
