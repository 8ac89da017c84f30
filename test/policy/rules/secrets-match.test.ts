import { types } from "../../../declared/types";
import { secretsMatch } from "../../../policy/rules/secrets-match";
import { document, resource, serviceOf, taskDefinitionOf } from "../support/resources";
import { describeRule } from "../support/rule";

const secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:database-a1b2c3";
const parameter = "arn:aws:ssm:us-east-1:123456789012:parameter/key";
const container = {
    secrets: [
        { name: "URL", valueFrom: `${secret}:url::` },
        { name: "KEY", valueFrom: parameter },
    ],
};

const execution = resource(types.role, {}, "execution");
const task = resource(types.role, {}, "task");
const runs = [serviceOf(container, { executionRole: { roleArn: "execution-arn" } }), execution, task];
const reads = (Action: string, Resource: string | string[], role = "execution") =>
    resource(types.rolePolicy, { role: `${role}-name`, policy: document({ Action, Resource }) }, `${role}-reads`);
const both = [reads("secretsmanager:GetSecretValue", [secret]), reads("ssm:GetParameters", parameter)];

describeRule(secretsMatch, {
    holds: {
        "without secrets": [serviceOf({}, { executionRole: { roleArn: "execution-arn" } }), execution],
        "for the secrets of a container": [...runs, ...both],
        "for those of a task definition": [
            taskDefinitionOf(container, { executionRoleArn: "execution-arn" }),
            execution,
            ...both,
            reads("s3:GetObject", "arn:aws:s3:::a/b"),
        ],
        // What the app reads while it runs is its own affair.
        "for what the app itself may read": [...runs, ...both, reads("secretsmanager:GetSecretValue", "arn:of-the-app", "task")],
    },
    violated: {
        "by a secret that cannot be read": [[...runs, both[0]!], `its role may not read "${parameter}"`],
        "by the app's role reading it instead": [
            [...runs, both[0]!, reads("ssm:GetParameters", parameter, "task")],
            `its role may not read "${parameter}"`,
        ],
        "by another secret": [
            [...runs, ...both, reads("ssm:GetParametersByPath", "arn:aws:ssm:us-east-1:123456789012:parameter/*")],
            'its role may read "arn:aws:ssm:us-east-1:123456789012:parameter/*", which no container names',
        ],
    },
});
