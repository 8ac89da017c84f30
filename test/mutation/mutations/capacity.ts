import { types } from "../../../declared/types";
import { add, edit, end, option, remove, stateOf, under, whatever, type Mutation } from "../mutation";

const service = [types.awsxFargateService, "streamlit"] as const;
const target = [types.scalableTarget, "streamlit-count"] as const;
const start = [types.scheduledAction, "streamlit-start"] as const;
const close = [types.schedule, "streamlit-close"] as const;
const open = [types.schedule, "streamlit-open"] as const;
const closed = [types.listenerRule, "streamlit-closed"] as const;
const page = [types.listenerRule, "streamlit-page"] as const;
const scheduler = [types.rolePolicy, "streamlit-scheduler"] as const;
const schedulerRole = [types.role, "streamlit-scheduler"] as const;
const secretPolicy = [types.rolePolicy, "streamlit-execution-secrets"] as const;
const taskPolicy = [types.rolePolicy, "streamlit-task-own"] as const;

const statement = ["policy", "Statement", 0] as const;
const moved = ["target", "input", "RulePriorities", 0] as const;
const secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:database-a1b2c3";

const scheduled = under({ maxCount: "4", schedule: '{"open":"08:00","close":"19:00","timezone":"Asia/Tokyo"}' }, [
    edit("let autoscaling end the last task", "scaled-to-zero-returns", target, ["minCapacity"], whatever, 0),
    remove("let the tasks end for good", "scaled-to-zero-returns", start),
    edit("started no task in the morning", "scaled-to-zero-returns", start, ["scalableTargetAction", "minCapacity"], whatever, 0),
    remove("left the app closed for good", "schedules-show-pages", open),
    edit("moved the page to another place in the morning", "schedules-show-pages", open, [...moved, "Priority"], 250, 160),
    edit("moved the rule that forwards", "schedules-show-pages", close, [...moved, "RuleArn"], whatever, stateOf(page, "arn")),
    edit(
        "let the clock delete the load balancer",
        "schedules-show-pages",
        close,
        ["target", "arn"],
        whatever,
        "arn:aws:scheduler:::aws-sdk:elasticloadbalancingv2:deleteLoadBalancer",
    ),
    edit("let the scheduler change what rules do", "schedules-show-pages", scheduler, [...statement, "Action"], whatever, [
        "elasticloadbalancing:SetRulePriorities",
        "elasticloadbalancing:ModifyRule",
    ]),
    edit("let the scheduler move every rule of the account", "no-wildcard-resource", scheduler, [...statement, "Resource"], whatever, "*"),
    edit(
        "let schedules of every account take the role",
        "role-trust",
        schedulerRole,
        ["assumeRolePolicy", "Statement", 0, "Condition"],
        whatever,
        undefined,
    ),
    edit("put the page of a closed app before the app", "schedules-show-pages", closed, ["priority"], 250, 150),
    edit("closed the app at the place of another rule", "no-shadowed-rule", close, [...moved, "Priority"], 150, 200),
    edit("showed the page of a closed app to everybody", "open-pages-are-exact", closed, ["actions", 0], whatever, undefined),
    edit("forwarded from the page of a closed app without a session", "authenticate-before-forward", closed, ["actions"], whatever, [
        { order: 1, type: "forward", targetGroupArn: "arn" },
    ]),
    edit("took the tags off the scalable target", "required-tags", target, ["tags"], whatever, undefined),
    option("let deployments ignore the image of a service that is scaled", "no-ignored-changes", service, {
        ignoreChanges: ["taskDefinitionArgs"],
    }),
]);

const secrets = under({ secrets: JSON.stringify({ DATABASE_URL: { arn: secret, key: "url" } }) }, [
    edit("let ECS read every secret of the account", "secrets-match", secretPolicy, [...statement, "Resource", 0], secret, "*"),
    edit("let ECS read another secret", "secrets-match", secretPolicy, [...statement, "Resource", end], undefined, `${secret}x`),
    remove("let ECS read no secret", "secrets-match", secretPolicy),
    edit(
        "gave a task another secret than ECS may read",
        "secrets-match",
        service,
        ["taskDefinitionArgs", "container", "secrets", 0, "valueFrom"],
        whatever,
        secret.replace("database", "payroll"),
    ),
]);

const permissions = under({ taskPolicy: '[{"Action":["s3:GetObject"],"Resource":["arn:aws:s3:::reports/*"]}]' }, [
    edit("let the app do anything to its bucket", "no-wildcard-action", taskPolicy, [...statement, "Action", 0], "s3:GetObject", "s3:*"),
    edit("let the app read every bucket", "no-wildcard-resource", taskPolicy, [...statement, "Resource", 0], "arn:aws:s3:::reports/*", "*"),
    edit(
        "let the app write its own permissions",
        "no-escalation",
        taskPolicy,
        [...statement, "Action", end],
        undefined,
        "iam:PutRolePolicy",
    ),
]);

const variables = under({ environment: '{"GREETING":"Hello"}' }, [
    edit(
        "hid a password in an address",
        "no-secret-in-environment",
        service,
        ["taskDefinitionArgs", "container", "environment", { name: "GREETING" }, "value"],
        "Hello",
        "postgres://ada:hunter2@db.example.com/orders",
    ),
]);

const unscaled: readonly Mutation[] = [
    add("let a schedule call anything", "schedules-show-pages", [types.schedule, "streamlit-nightly"], service, () => ({
        target: { arn: "arn:aws:scheduler:::aws-sdk:iam:createUser", roleArn: "arn", input: "{}" },
    })),
];

/** The number of tasks over time, the page of a closed app, and what the app gets. */
export const capacityMutations: readonly Mutation[] = [...unscaled, ...scheduled, ...secrets, ...permissions, ...variables];
