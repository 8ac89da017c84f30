import type { DeclaredResource, DeclaredStack } from "../declared";
import type { Service } from "../model";
import { planContainer } from "./container";
import { Inputs } from "./inputs";
import type { Refusals } from "./refusals";

/**
 * A declared `awsx.ecs.FargateService` with one container behind one target group. Defaults are AWS's (Amazon ECS API Reference,
 * "CreateService").
 */
export function planService(resource: DeclaredResource, stack: DeclaredStack, directory: string, refusals: Refusals): Service | undefined {
    const inputs = new Inputs(resource, refusals);
    refuseUnserved(inputs);
    // Where tasks are placed, who may reach them, and how a deployment of a new version goes.
    inputs.noDifference("cluster", "networkConfiguration", "assignPublicIp", "capacityProviderStrategies", "platformVersion");
    inputs.noDifference("useClusterDefaultCapacityProviderStrategy", "availabilityZoneRebalancing", "iamRole", "enableExecuteCommand");
    inputs.noDifference("deploymentCircuitBreaker", "deploymentConfiguration", "deploymentMinimumHealthyPercent", "alarms", "triggers");
    inputs.noDifference("continueBeforeSteadyState", "forceNewDeployment", "forceDelete", "sigintRollback", "enableEcsManagedTags");
    inputs.noDifference("propagateTags", "name", "region", "tags");
    const desiredCount = inputs.number("desiredCount", 1);
    const maximumPercent = inputs.number("deploymentMaximumPercent", 200);
    const healthCheckGracePeriod = inputs.number("healthCheckGracePeriodSeconds", 0);
    const task = inputs.object("taskDefinitionArgs");
    const definition = task && planTask(task);
    const target = planTarget(inputs, definition, stack);
    inputs.end();
    const planned = definition && planContainer(definition, target?.port ?? 0, stack, directory, refusals);
    if (task === undefined) {
        inputs.refuse("taskDefinitionArgs", "is missing, and a task definition from elsewhere is not known here");
    }
    if (planned === undefined || target === undefined) {
        return undefined;
    }
    return { name: resource.name, desiredCount, maximumPercent, healthCheckGracePeriod, ...planned, targetGroupArn: target.arn };
}

function refuseUnserved(inputs: Inputs): void {
    inputs.never("only taskDefinitionArgs is served here", "taskDefinition");
    inputs.never("is not served here", "serviceConnectConfiguration", "serviceRegistries", "vpcLatticeConfigurations");
    inputs.never("is not served here", "volumeConfiguration", "placementConstraints");
    inputs.mustBe("schedulingStrategy", "REPLICA", "only replicas are served here");
    const controller = inputs.object("deploymentController");
    controller?.mustBe("type", "ECS", "only the rolling deployment of ECS is served here");
    controller?.end();
}

/** The one container definition of a task definition. */
function planTask(task: Inputs): Inputs | undefined {
    task.noDifference("cpu", "memory", "ephemeralStorage", "runtimePlatform", "executionRole", "taskRole", "logGroup");
    task.noDifference("family", "region", "skipDestroy", "tags", "trackLatest", "enableFaultInjection");
    task.never("is not served here", "ipcMode", "pidMode", "proxyConfiguration", "placementConstraints");
    for (const volume of task.objects("volumes")) {
        // An empty volume of the task's own; one that holds files is refused as unknown.
        volume.noDifference("name", "configureAtLaunch");
        volume.end();
    }
    const single = task.object("container");
    const several = task.object("containers");
    const names = Object.keys((task.any("containers") as object | undefined) ?? {});
    const all = [...(single ? [single] : []), ...names.flatMap((name) => several?.object(name) ?? [])];
    task.end();
    if (all.length !== 1) {
        task.refuse("containers", `a task has exactly one container here, not ${all.length}`);
        return undefined;
    }
    return all[0];
}

/**
 * The target group and the container port that it sends to: declared with the service, or with a port mapping, where awsx takes the
 * target group's own port as the container's.
 */
function planTarget(service: Inputs, container: Inputs | undefined, stack: DeclaredStack): { arn: string; port: number } | undefined {
    const groups = stack.ofType("aws:lb/targetGroup:TargetGroup");
    const targets: { arn: string; port: number }[] = [];
    for (const entry of service.objects("loadBalancers")) {
        const arn = entry.string("targetGroupArn", "");
        targets.push({ arn, port: entry.number("containerPort", 0) });
        // What a later deployment shifts requests to, and with which permission: there is one version here.
        entry.noDifference("advancedConfiguration");
        if (entry.string("containerName") !== container?.string("name")) {
            entry.refuse("containerName", "is not the name of the task's container");
        }
        entry.end();
    }
    for (const mapping of container?.objects("portMappings") ?? []) {
        const group = groups.find((candidate) => isReference(mapping.any("targetGroup"), candidate));
        if (group !== undefined) {
            targets.push({ arn: String(group.state["arn"]), port: Number(group.inputs["port"]) });
        }
    }
    const [target] = targets;
    if (target === undefined || targets.length > 1) {
        service.refuse("loadBalancers", `a service has exactly one target group here, not ${targets.length}`);
        return undefined;
    }
    if (!groups.some(({ state }) => state["arn"] === target.arn)) {
        service.refuse("loadBalancers", "no declared target group has this ARN");
    }
    return target;
}

/** A resource inside inputs was reduced to its URN by the evaluation. */
function isReference(value: unknown, resource: DeclaredResource): boolean {
    return value === resource.urn;
}
