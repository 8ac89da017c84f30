import { types } from "../../../declared/types";
import { logsToOwnGroup } from "../../../policy/rules/logs-to-own-group";
import { resource, serviceOf } from "../support/resources";
import { describeRule } from "../support/rule";

const logging = (group?: string, logDriver = "awslogs") => [
    resource(types.logGroup, {}, "logs"),
    serviceOf({ logConfiguration: { logDriver, options: { "awslogs-group": group } } }),
];

describeRule(logsToOwnGroup, {
    holds: {
        "for the stack's own": logging("logs-name"),
        "for a function's own": [
            resource(types.logGroup, {}, "logs"),
            resource(types.lambdaFunction, { loggingConfig: { logGroup: "logs-name" } }),
        ],
    },
    violated: {
        "by a group that ECS makes": [logging("/ecs/app"), 'it logs to "/ecs/app"'],
        "by another driver": [logging("logs-name", "json-file"), 'it logs to "logs-name"'],
        "by the group that Lambda makes": [[resource(types.lambdaFunction)], "it logs to not set"],
        "by no log": [[serviceOf({})], "it logs to not set"],
    },
});
