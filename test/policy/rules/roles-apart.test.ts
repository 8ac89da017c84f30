import { types } from "../../../declared/types";
import { rolesApart } from "../../../policy/rules/roles-apart";
import { resource, serviceOf, taskDefinitionOf } from "../support/resources";
import { describeRule } from "../support/rule";

const roles = [resource(types.role, {}, "task"), resource(types.role, {}, "execution")];
const awsx = (task: string, execution: string) => serviceOf({}, { taskRole: { roleArn: task }, executionRole: { roleArn: execution } });

describeRule(rolesApart, {
    holds: {
        "for two roles": [...roles, awsx("task-arn", "execution-arn")],
        "for two roles of a task definition": [
            ...roles,
            taskDefinitionOf({}, { taskRoleArn: "task-arn", executionRoleArn: "execution-arn" }),
        ],
    },
    violated: {
        "by one role for both": [
            [...roles, awsx("execution-arn", "execution-arn")],
            "the app runs with execution, the role that starts it",
        ],
        "by a role of somebody else": [
            [...roles, awsx("arn:other", "execution-arn")],
            'its roles are "none of this stack" and "execution"',
        ],
    },
});
