import type { Resource } from "../../../declared/resource";
import { types } from "../../../declared/types";

type Props = Readonly<Record<string, unknown>>;

/** A resource as the rules see it; others refer to it by `<name>-id`, `<name>-arn` and `<name>-name`. */
export function resource(type: string, props: Props = {}, name = "it", options: Partial<Resource["options"]> = {}): Resource {
    return {
        urn: `urn:pulumi:dev::project::${type}::${name}`,
        type,
        name,
        props,
        options: { protect: false, ignoreChanges: [], retainOnDelete: false, ...options },
        references: [`${name}-id`, `${name}-arn`, `${name}-name`],
        propertyDependencies: {},
    };
}

export const httpsListener = resource(types.listener, { protocol: "HTTPS" }, "https");
export const httpListener = resource(types.listener, { protocol: "HTTP" }, "http");

export const forward = { order: 2, type: "forward", targetGroupArn: "tasks-arn" };

/** An action that asks for a session. */
export function authenticate(settings: Props = {}): Props {
    return { order: 1, type: "authenticate-cognito", authenticateCognito: settings };
}

export function hostIs(...values: string[]): Props {
    return { hostHeader: { values } };
}

export function pathIs(...values: string[]): Props {
    return { pathPattern: { values } };
}

/** A rule of the HTTPS listener. */
export function listenerRule(props: Props, name = "rule"): Resource {
    return resource(types.listenerRule, { listenerArn: "https-arn", ...props }, name);
}

export const loadBalancerGroup = resource(types.securityGroup, {}, "load-balancer-group");
export const taskGroup = resource(types.securityGroup, {}, "task-group");
export const loadBalancer = resource(types.loadBalancer, { securityGroups: ["load-balancer-group-id"] }, "load-balancer");

/** A service whose tasks are in their own group and are served at port 8501. */
export function service(props: Props = {}): Resource {
    return resource(
        types.awsxFargateService,
        { networkConfiguration: { securityGroups: ["task-group-id"] }, loadBalancers: [{ containerPort: 8501 }], ...props },
        "service",
    );
}

export const network = [loadBalancerGroup, taskGroup, loadBalancer, service()];

/** A service with one container, as awsx takes it. */
export function serviceOf(container: Props, task: Props = {}, props: Props = {}): Resource {
    return service({ taskDefinitionArgs: { container, ...task }, ...props });
}

/** A task definition with one container, as the engine sees it. */
export function taskDefinitionOf(container: Props, task: Props = {}): Resource {
    return resource(types.taskDefinition, { containerDefinitions: JSON.stringify([container]), ...task }, "task");
}

/** A policy document of statements, as JSON. */
export function document(...statements: readonly Props[]): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })) });
}
