import { types } from "../../../declared/types";

/** What Pulumi and its providers set on every resource that can have it. */
const everywhere: ReadonlySet<string> = new Set(["region", "tagsAll"]);

/** By type, what a provider sets where the program leaves it out, if it is more than false, zero or empty; undefined is any value. */
const defaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    [types.loadBalancer]: { clientKeepAlive: 3600, enableHttp2: true, xffHeaderProcessingMode: "append" },
    [types.listener]: {
        tcpIdleTimeoutSeconds: 350,
        "defaultActions.redirect.path": "/#{path}",
        "defaultActions.redirect.query": "#{query}",
    },
    [types.listenerRule]: { "actions.redirect.path": "/#{path}", "actions.redirect.query": "#{query}" },
    [types.targetGroup]: {
        "healthCheck.enabled": true,
        "healthCheck.port": "traffic-port",
        ipAddressType: "ipv4",
        protocolVersion: "HTTP1",
    },
    [types.lambdaFunction]: { packageType: "Zip", reservedConcurrentExecutions: -1 },
    // A permission's own name.
    [types.lambdaPermission]: { statementId: undefined },
    [types.userPoolUiCustomization]: { clientId: "ALL" },
    [types.role]: { maxSessionDuration: 3600, path: "/" },
    [types.service]: { availabilityZoneRebalancing: undefined, schedulingStrategy: "REPLICA" },
    [types.metricAlarm]: { actionsEnabled: true },
    [types.topicSubscription]: { confirmationTimeoutInMinutes: 1 },
    [types.schedule]: { actionAfterCompletion: "NONE", groupName: "default", state: "ENABLED" },
    // Says whether the folder has changed.
    [types.image]: { "build.contextDigest": undefined },
};

/**
 * Whether an input is what a provider makes of one that the program leaves out. The engine asks a pack about inputs that the provider has completed, and
 * does not tell which. Sources: Pulumi SDK for Go, `analyzer_plugin.go`, SkipInternalKeys; the providers' documentation of each default.
 */
export function isProvidersOwn(type: string, path: string, value: unknown): boolean {
    const own = defaults[type] ?? {};
    // Off is something where a provider's own is on.
    return Object.hasOwn(own, path) ? own[path] === undefined || own[path] === value : everywhere.has(path) || isNothing(value);
}

/** An object without members is something: it says which of several a firewall's rule does. */
function isNothing(value: unknown): boolean {
    return Array.isArray(value) ? value.length === 0 : !value;
}
