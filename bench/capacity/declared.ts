import { ofType, type Stack } from "../../declared/resource";
import { mostTasks, servicesOf } from "../../declared/tasks";
import { secondsOfToken } from "../../declared/token-validity";
import { types } from "../../declared/types";
import { numberAt } from "../../declared/values";
import { mostTasks as mostTasksOfSetting } from "../../settings/capacity";
import type { Declared } from "./demand";

/** Addresses of a subnet that AWS keeps. Source: Amazon VPC User Guide, "Subnet CIDR blocks". */
const keptInSubnet = 5;
/** Addresses that a load balancer may take in each of its subnets. Source: "Application Load Balancers", Subnets. */
const loadBalancerInSubnet = 8;

/** What decides how the stack scales, read from what its program declares. */
export function declaredOf(stack: Stack): Declared {
    const [service] = servicesOf(stack);
    const [client] = ofType(stack, types.userPoolClient);
    const [vpc] = ofType(stack, types.awsxVpc);
    if (service === undefined || client === undefined || vpc === undefined) {
        throw new Error("The stack declares no service, no client of a user pool, or no network: there is nothing to calculate.");
    }
    const wanted = numberAt(service.props, "desiredCount");
    // awsx's strategy `Auto` gives a zone's only subnet all of the zone's addresses.
    const inSubnet = 2 ** (32 - numberAt(vpc.props, "availabilityZoneCidrMask")) - keptInSubnet - loadBalancerInSubnet;
    return {
        whileDeploying: mostTasks(service) / wanted,
        accessTokenSeconds: secondsOfToken(client.props, "accessToken"),
        rules: ofType(stack, types.listenerRule).length,
        addresses: inSubnet * numberAt(vpc.props, "numberOfAvailabilityZones"),
        mostTasks: mostTasksOfSetting,
    };
}

/** The stack with other tasks: of another size, and so many of them, in busy hours only where `least` is fewer. */
export function withTasks(stack: Stack, size: { readonly vcpu: number; readonly memory: number }, least: number, most: number): Stack {
    const resources = stack.resources.map((resource) => {
        if (resource.type !== types.awsxFargateService) {
            return resource;
        }
        const definition = resource.props["taskDefinitionArgs"] as Readonly<Record<string, unknown>>;
        const taskDefinitionArgs = { ...definition, cpu: String(size.vcpu * 1024), memory: String(size.memory * 1024) };
        return { ...resource, props: { ...resource.props, desiredCount: least, taskDefinitionArgs } };
    });
    const [service] = servicesOf(stack);
    const target = {
        urn: "urn:pulumi:capacity::capacity::aws:appautoscaling/target:Target::count",
        type: types.scalableTarget,
        name: "count",
        props: { serviceNamespace: "ecs", resourceId: `service/capacity/${service?.name ?? ""}`, minCapacity: least, maxCapacity: most },
        options: { protect: false, ignoreChanges: [] },
        references: [],
        propertyDependencies: {},
    };
    return { resources: [...resources, target] };
}
