import * as path from "node:path";
import { types } from "../../../declared/types";
import type { DeclaredResource, DeclaredStack } from "../../../local/declared";
import { repository } from "../../unit/support/declare";
import type { EngineResource } from "./engine";

/** Stands for a text that is not known before a deployment, in what the engine sends. Source: Pulumi's `UnknownStringValue`. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * The stack as the engine would know it: awsx's components without inputs, and what they are made of beside them.
 *
 * @param when `update`: all values are known. `preview`: of a stack that does not exist yet, so that every output of a resource is unknown.
 */
export function engineResources(stack: DeclaredStack, when: "update" | "preview"): EngineResource[] {
    const declared = stack.resources.flatMap(expanded);
    const outputs = new Map(stack.resources.filter(({ custom }) => custom).map((resource) => [resource.urn, outputsOf(resource)]));
    return declared.map((resource) => {
        const { urn, type, name, dependencies, options } = resource;
        const isAwsx = type.startsWith("awsx:");
        const known = when === "update" ? { ...stateOf(resource), id: resource.id } : resource.inputs;
        const shown = (values: Readonly<Record<string, unknown>>) =>
            Object.entries(isAwsx ? {} : values).map(([key, value]) => {
                const sources = sourcesOf(value, urn, outputs);
                const hidden = when === "update" ? [] : sources.flatMap((source) => outputs.get(source) ?? []);
                return { key, sources, value: hidden.length === 0 ? value : hide(value, hidden) };
            });
        return {
            urn,
            type,
            name,
            ...(resource.parent === undefined ? {} : { parent: resource.parent }),
            inputs: Object.fromEntries(shown(isAwsx ? {} : completed(resource)).map(({ key, value }) => [key, value])),
            properties: Object.fromEntries(shown(known).map(({ key, value }) => [key, value])),
            dependencies,
            // Of what was asked for, also where no output says it.
            propertyDependencies: Object.fromEntries(shown(resource.inputs).map(({ key, sources }) => [key, sources])),
            options,
        };
    });
}

/**
 * What a resource has become: its outputs, among which most providers repeat every input. Docker's tells of an image's build and registry in other
 * words, and nothing of the build's arguments. Source: `image.go` of pulumi-docker.
 */
function stateOf({ type, inputs, state }: DeclaredResource): Readonly<Record<string, unknown>> {
    if (type !== types.image) {
        return state;
    }
    const { build, imageName, registry } = inputs as Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;
    const { context = "", dockerfile = "", platform } = build ?? {};
    return {
        baseImageName: imageName,
        context,
        dockerfile: path.relative(path.resolve(repository, context), path.resolve(repository, dockerfile)),
        imageName,
        platform,
        registryServer: registry?.["server"],
        repoDigest: state["repoDigest"],
    };
}

/** What a provider adds to a resource's inputs before the engine asks: a region and tags, and what is off or empty unless it is asked for. */
function completed({ type, inputs }: DeclaredResource): Readonly<Record<string, unknown>> {
    const tagsAll = inputs["tags"] === undefined ? {} : { tagsAll: inputs["tags"] };
    const added = { region: "us-east-1", ...tagsAll, ...providerSets[type] };
    return type.startsWith("aws:") ? { ...added, ...inputs } : inputs;
}

/** Some of what the provider sets of its own, and the same of no rule's concern. */
const providerSets: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    [types.loadBalancer]: { name: "streamlit-1234567", enableHttp2: true, enableZonalShift: false, xffHeaderProcessingMode: "append" },
    [types.role]: { name: "streamlit-1234567", path: "/", maxSessionDuration: 3600, forceDetachPolicies: false },
    [types.lambdaFunction]: { name: "streamlit-1234567", packageType: "Zip", publish: false, reservedConcurrentExecutions: -1 },
    [types.service]: { name: "streamlit-1234567", launchType: "FARGATE", schedulingStrategy: "REPLICA", waitForSteadyState: true },
    [types.taskDefinition]: { networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"], skipDestroy: false, trackLatest: false },
    [types.targetGroup]: { name: "streamlit-1234567", lambdaMultiValueHeadersEnabled: false, proxyProtocolV2: false, slowStart: 0 },
    [types.metricAlarm]: { name: "streamlit-1234567", actionsEnabled: true },
};

/** A component of awsx with what it makes and the rules look at. Source: `vpc.ts` and `fargateService.ts` of pulumi-awsx. */
function expanded(resource: DeclaredResource): DeclaredResource[] {
    if (resource.type === types.awsxVpc) {
        const { strategy = "OnePerAz" } = (resource.inputs["natGateways"] ?? {}) as { strategy?: string };
        return strategy === "None" ? [resource] : [resource, child(resource, types.natGateway, {})];
    }
    if (resource.type !== types.awsxFargateService) {
        return [resource];
    }
    const { taskDefinitionArgs, ...service } = resource.inputs;
    const { container, executionRole, taskRole, ...task } = taskDefinitionArgs as Record<string, Record<string, unknown>>;
    // What awsx makes a log group by is no input of the task definition's.
    Reflect.deleteProperty(task, "logGroup");
    const definition = {
        ...task,
        containerDefinitions: JSON.stringify([container]),
        executionRoleArn: executionRole?.["roleArn"],
        taskRoleArn: taskRole?.["roleArn"],
    };
    return [resource, child(resource, types.taskDefinition, definition), child(resource, types.service, service)];
}

function child(parent: DeclaredResource, type: string, inputs: Record<string, unknown>): DeclaredResource {
    const { urn, name } = parent;
    const own = `${urn.slice(0, -`::${name}`.length)}$${type}::${name}`;
    return { ...parent, urn: own, type, custom: true, parent: urn, inputs, state: inputs };
}

/** The texts that AWS would answer when it makes a resource: what was not asked for, except the account, which is known before. */
function outputsOf({ id, state, inputs }: DeclaredResource): string[] {
    const asked = new Set(Object.values(inputs));
    // What was asked for is among the state as well.
    const own = Object.entries(state).filter(([key, value]) => typeof value === "string" || !(key in inputs));
    return textsIn([id, own.map(([, value]) => value)]).filter((text) => !/^\d{12}$/.test(text) && !asked.has(text));
}

/** Every text in a value. */
function textsIn(value: unknown): string[] {
    if (typeof value === "object" && value !== null) {
        return Object.values(value).flatMap(textsIn);
    }
    return typeof value === "string" ? [value] : [];
}

/** URNs of the other resources whose outputs a value is made of. */
function sourcesOf(value: unknown, own: string, outputs: ReadonlyMap<string, readonly string[]>): string[] {
    const text = JSON.stringify(value);
    return [...outputs].filter(([urn, made]) => urn !== own && made.some((output) => text.includes(output))).map(([urn]) => urn);
}

/** A value in which every text that holds an output is unknown. */
function hide(value: unknown, outputs: readonly string[]): unknown {
    if (typeof value === "string") {
        return outputs.some((output) => value.includes(output)) ? unknown : value;
    }
    if (Array.isArray(value)) {
        return value.map((item) => hide(item, outputs));
    }
    if (typeof value === "object" && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hide(item, outputs)]));
    }
    return value;
}
