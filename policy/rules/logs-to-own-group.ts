import { ofType } from "../../declared/resource";
import { containersOf } from "../../declared/tasks";
import { taskTypes, types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { StackRule } from "../rule";

/** A group that ECS or Lambda makes by itself keeps everything for ever, and stays after the stack. */
export const logsToOwnGroup: StackRule = {
    id: "logs-to-own-group",
    scope: "stack",
    description: "Containers and functions log to a log group of this stack.",
    remedy: "Set logConfiguration, or a function's loggingConfig, to the stack's log group, and do not let AWS create one.",
    types: [...taskTypes, types.lambdaFunction],
    *check(resource, stack) {
        const groups = ofType(stack, types.logGroup).flatMap(({ references }) => references);
        if (resource.type === types.lambdaFunction) {
            const group = at(resource.props, "loggingConfig", "logGroup");
            if (!groups.includes(String(group))) {
                yield `it logs to ${show(group)}`;
            }
            return;
        }
        for (const container of containersOf(resource)) {
            const group = at(container, "logConfiguration", "options", "awslogs-group");
            if (at(container, "logConfiguration", "logDriver") !== "awslogs" || !groups.includes(String(group))) {
                yield `it logs to ${show(group)}`;
            }
        }
    },
};
