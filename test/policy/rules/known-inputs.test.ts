import { types } from "../../../declared/types";
import { knownInputs } from "../../../policy/rules/known-inputs";
import { hostIs, listenerRule, resource, serviceOf, taskDefinitionOf } from "../support/resources";
import { describeRule } from "../support/rule";

const no = (path: string) => `no rule knows its input ${path}`;

/** A resource as the engine shows it. */
const completed = (type: string, props: Readonly<Record<string, unknown>>) => ({ ...resource(type, props), isCompleted: true });
const engineTask = (container: object, task: object = {}) => ({ ...taskDefinitionOf({ ...container }, { ...task }), isCompleted: true });

describeRule(knownInputs, {
    holds: {
        "for what the program asks for": [
            listenerRule({ priority: 1, conditions: [hostIs("a.example")], actions: [{ type: "forward", targetGroupArn: "arn" }] }),
            serviceOf({ name: "app", environment: [{ name: "A", value: "1" }] }, { cpu: "256" }, { desiredCount: 2 }),
            resource(types.lambdaFunction, { code: { __pulumiArchive: true, assets: { "allowed-people.mjs": { path: "x" } } } }),
        ],
        "for a name, and any tags": [resource(types.loadBalancer, { name: "it", tags: { team: "a" } })],
        "for what is not given": [resource(types.loadBalancer, { subnetMappings: undefined, customerOwnedIpv4Pool: null })],
        "for a type that has rules of its own": [resource(types.natGateway, { anything: 1 })],
        "for what a provider sets": [
            completed(types.loadBalancer, {
                region: "us-east-1",
                tagsAll: {},
                enableHttp2: true,
                enableZonalShift: false,
                subnetMappings: [],
            }),
            completed(types.listener, { defaultActions: [{ redirect: { path: "/#{path}", query: "#{query}" } }] }),
            completed(types.role, { path: "/", maxSessionDuration: 3600, forceDetachPolicies: false, description: "" }),
            completed(types.image, { build: { contextDigest: "1234" } }),
        ],
        "for what awsx makes": [
            engineTask({ portMappings: [{ containerPort: 8501, hostPort: 8501 }], image: "x" }, { networkMode: "awsvpc" }),
            completed(types.service, {
                launchType: "FARGATE",
                taskDefinition: "arn",
                waitForSteadyState: true,
                schedulingStrategy: "REPLICA",
            }),
        ],
    },
    violated: {
        "by another way to match a host": [
            [listenerRule({ conditions: [{ hostHeader: { regexValues: ["^.*$"] } }], transforms: [{ type: "url-rewrite" }] })],
            no("conditions.hostHeader.regexValues"),
            no("transforms"),
        ],
        "by what the engine shows, too": [
            [completed(types.listenerRule, { transforms: [{ type: "url-rewrite" }] }), completed(types.loadBalancer, { enableHttp2: "x" })],
            no("transforms"),
            no("enableHttp2"),
        ],
        "by what is off where the provider has it on": [[completed(types.metricAlarm, { actionsEnabled: false })], no("actionsEnabled")],
        "once for all items of a list": [
            [listenerRule({ actions: [{ redirect: { path: "/a" } }, { redirect: { path: "/b" } }] })],
            no("actions.redirect.path"),
        ],
        "by another command, user or file of variables": [
            [serviceOf({ command: ["sh"], entryPoint: ["sh"], user: "1", environmentFiles: [{ type: "s3", value: "arn" }] })],
            ...["command", "entryPoint", "user", "environmentFiles"].map((name) => no(`taskDefinitionArgs.container.${name}`)),
        ],
        "by the same in a task definition": [
            [engineTask({ command: ["sh"] }, { volumes: [{ name: "a", efsVolumeConfiguration: { fileSystemId: "fs-1" } }] })],
            no("volumes.efsVolumeConfiguration"),
            no("containerDefinitions.command"),
        ],
        "by several containers": [[serviceOf({}, { containers: { a: {} } })], no("taskDefinitionArgs.containers")],
        "by code beside a function's own": [
            [resource(types.lambdaFunction, { layers: ["arn"], code: { assets: { "evil.mjs": { path: "x" } } }, imageUri: "x" })],
            no("layers"),
            no("code.assets.evil.mjs"),
            no("imageUri"),
        ],
        "by a variable of a function": [
            [resource(types.lambdaFunction, { environment: { variables: { NODE_OPTIONS: "--import x" } } })],
            no("environment.variables.NODE_OPTIONS"),
        ],
        "by a group's role": [[resource("aws:cognito/userGroup:UserGroup", { name: "a", roleArn: "arn" })], no("roleArn")],
        "by a client's other address": [
            [resource(types.userPoolClient, { defaultRedirectUri: "https://evil.example" })],
            no("defaultRedirectUri"),
        ],
        "by a build argument": [[resource(types.image, { build: { args: { PIP_INDEX_URL: "x" } } })], no("build.args.PIP_INDEX_URL")],
        "by what is off where it is said": [[resource(types.targetGroup, { preserveClientIp: "false" })], no("preserveClientIp")],
    },
});
