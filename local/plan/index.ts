import type { DeclaredResource, DeclaredStack } from "../declared";
import { actionsOf, type Listener, type LoadBalancer, type Plan, type Service, type UserPool } from "../model";
import { hostOf, isPattern } from "./hosts";
import { planLoadBalancer } from "./load-balancer";
import { Refusals } from "./refusals";
import { leftOutOf, refuseUnknownTypes } from "./resource-types";
import { planSchedules } from "./schedules";
import { planService } from "./service";
import { planTargetGroup } from "./target-group";
import { planUserPool } from "./user-pool";

export { RefusedError, type Refusal } from "./refusals";

/**
 * What the local run serves of a declared stack. Reads nothing but the stack and the Dockerfiles that it names.
 *
 * @param directory The program's folder: build paths are relative to it.
 * @throws RefusedError naming everything that cannot be served as AWS would.
 */
export function planStack(stack: DeclaredStack, directory: string): Plan {
    const refusals = new Refusals();
    refuseUnknownTypes(stack, refusals);
    const loadBalancerResource = theOne(stack, "aws:lb/loadBalancer:LoadBalancer", refusals);
    const userPoolResource = theOne(stack, "aws:cognito/userPool:UserPool", refusals);
    const loadBalancer = loadBalancerResource && planLoadBalancer(loadBalancerResource, stack, refusals);
    const userPool = userPoolResource && planUserPool(userPoolResource, { stack, directory }, refusals);
    const targetGroups = stack.ofType("aws:lb/targetGroup:TargetGroup").map((resource) => planTargetGroup(resource, refusals));
    const services = stack.ofType("awsx:ecs:FargateService").flatMap((resource) => planService(resource, stack, directory, refusals) ?? []);
    const schedules = planSchedules(stack, loadBalancer?.listeners ?? [], refusals);
    refuseUnusedTargetGroups(services, loadBalancer, stack, refusals);
    refusals.throwIfAny();
    if (loadBalancer === undefined || userPool === undefined) {
        throw new Error("A plan without a load balancer or a user pool was not refused.");
    }
    const hosts = hostsOf(loadBalancer, userPool);
    return { region: stack.region, loadBalancer, targetGroups, services, userPool, schedules, hosts, leftOut: leftOutOf(stack) };
}

/** ECS refuses a service whose target group belongs to no load balancer, and such targets are never checked. */
function refuseUnusedTargetGroups(
    services: readonly Service[],
    loadBalancer: LoadBalancer | undefined,
    stack: DeclaredStack,
    refusals: Refusals,
): void {
    const actions = (loadBalancer?.listeners ?? []).flatMap(actionsOf);
    for (const resource of stack.ofType("awsx:ecs:FargateService")) {
        const service = services.find(({ name }) => name === resource.name);
        const isUsed = actions.some((action) => action.type === "forward" && action.targetGroupArn === service?.targetGroupArn);
        if (service !== undefined && !isUsed) {
            refusals.refuse(resource, "loadBalancers", "no rule forwards to its target group");
        }
    }
}

function theOne(stack: DeclaredStack, type: string, refusals: Refusals): DeclaredResource | undefined {
    const [resource, ...others] = stack.ofType(type);
    if (resource === undefined) {
        refusals.refuse({ type, name: "(none)" }, "the resource", "the program declares none, and the local run needs one");
    }
    for (const other of others) {
        refusals.refuse(other, "the resource", `"${resource?.name}" is the only one served here`);
    }
    return resource;
}

/**
 * Every single host that a rule or a callback URL names, already local; patterns name no host that a certificate could hold. The first is that of the
 * first rule by HTTPS: listeners come in the order in which they were registered, and rules by their priority.
 */
function hostsOf(loadBalancer: LoadBalancer, userPool: UserPool): string[] {
    const isHttps = ({ protocol }: Listener): number => Number(protocol === "HTTPS");
    const listeners = loadBalancer.listeners.toSorted((one, other) => isHttps(other) - isHttps(one));
    const conditions = listeners.flatMap(({ rules }) => rules).flatMap((rule) => rule.conditions);
    const inRules = conditions.flatMap((condition) => (condition.type === "host-header" ? condition.values : []));
    const urls = userPool.clients.flatMap(({ createUserPoolClient: client }) => [client["CallbackURLs"], client["LogoutURLs"]].flat());
    const inUrls = urls.map((url) => hostOf(String(url))).filter((host) => host?.endsWith(".localhost"));
    const hosts = [...inRules, ...inUrls].filter((host) => host !== undefined && !isPattern(host));
    return [...new Set(hosts.map((host) => String(host).toLowerCase()))];
}
