import { ofType, referred, type Resource, type Stack } from "./resource";
import { serviceTypes, taskTypes, types } from "./types";
import { at, listAt, numberAt, textAt } from "./values";

/** A container of a task, with the property names of ECS's API. */
export type Container = Readonly<Record<string, unknown>>;

/** The task definition that a resource holds, and what was asked of it. */
export function taskOf({ type, props }: Resource): unknown {
    return type === types.awsxFargateService ? at(props, "taskDefinitionArgs") : props;
}

/**
 * The containers of a task. In a task definition they are JSON, unknown as a whole until the image has a digest.
 */
export function containersOf(resource: Resource): readonly Container[] {
    const task = taskOf(resource);
    if (resource.type === types.taskDefinition) {
        const json = at(task, "containerDefinitions");
        return typeof json === "string" ? (JSON.parse(json) as Container[]) : [];
    }
    const one = at(task, "container");
    const several = Object.values((at(task, "containers") ?? {}) as Record<string, Container>);
    return one === undefined ? several : [one as Container, ...several];
}

/** Every container of the stack. */
export function allContainers(stack: Stack): Container[] {
    return ofType(stack, ...taskTypes).flatMap(containersOf);
}

/** A container's environment; the last of two values of one name counts. */
export function environmentOf(container: Container): ReadonlyMap<string, unknown> {
    const entries = listAt(container, "environment");
    return new Map(entries.map((entry) => [String(at(entry, "name")), at(entry, "value")]));
}

/**
 * ARNs of the secrets and parameters that a container names. Behind a secret's, ECS takes a key, a stage and a version, with a colon before each. Source: ECS API
 * Reference, "Secret", valueFrom.
 */
export function secretsOf(container: Container): string[] {
    const references = listAt(container, "secrets").map((secret) => textAt(secret, "valueFrom") ?? "");
    return references.map((reference) => /^(arn:[^:]*:secretsmanager:(?:[^:]*:){3}[^:]*)/.exec(reference)?.[1] ?? reference);
}

/** The role of the stack that a task runs with, or that starts it. */
export function roleOf(resource: Resource, stack: Stack, kind: "task" | "execution"): Resource | undefined {
    const path = resource.type === types.taskDefinition ? [`${kind}RoleArn`] : ["taskDefinitionArgs", `${kind}Role`, "roleArn"];
    return referred(stack, resource, path, types.role)[0];
}

/** Every service of the stack. */
export function servicesOf(stack: Stack): Resource[] {
    return ofType(stack, ...serviceTypes);
}

/** Whether a shell can be opened in a task (ECS Exec). */
export function hasExec(stack: Stack): boolean {
    return servicesOf(stack).some(({ props }) => at(props, "enableExecuteCommand") === true);
}

/** Tasks of a service that may run at once: during a deployment, new ones beside the old. Defaults as in ECS. */
export function mostTasks({ props }: Resource): number {
    const count = numberAt(props, "desiredCount");
    const percent = numberAt(props, "deploymentMaximumPercent");
    return Math.floor(((Number.isNaN(count) ? 1 : count) * (Number.isNaN(percent) ? 200 : percent)) / 100);
}
