import { types } from "../../../declared/types";
import { add, edit, option, whatever, type Mutation } from "../mutation";

const execution = [types.rolePolicy, "streamlit-execution"] as const;
const executionRole = [types.role, "streamlit-execution"] as const;
const taskRole = [types.role, "streamlit-task"] as const;
const balancer = [types.loadBalancer, "streamlit"] as const;
const cluster = [types.cluster, "streamlit-cluster"] as const;

const statement = ["policy", "Statement"] as const;
const trust = ["assumeRolePolicy", "Statement", 0] as const;
const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
const tasks = { Service: "ecs-tasks.amazonaws.com" };
const tags = { "pulumi:project": "streamlit-cognito", "pulumi:stack": "dev" };

function allow(Action: string, Resource: unknown): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] });
}

/** Roles, and what every resource has: tags, a name, an end. */
export const permissionMutations: readonly Mutation[] = [
    edit("made the app an administrator", "no-managed-policies", taskRole, ["managedPolicyArns"], undefined, [admin]),
    add(
        "attached an administrator's policy",
        "no-managed-policies",
        [types.rolePolicyAttachment, "streamlit-admin"],
        execution,
        (stack) => ({
            role: stack.one(...taskRole).state["name"],
            policyArn: admin,
        }),
    ),
    add(
        "attached an administrator's policy to several roles",
        "no-managed-policies",
        [types.policyAttachment, "streamlit-admin"],
        execution,
        (stack) => ({ roles: [stack.one(...taskRole).state["name"]], policyArn: admin }),
    ),
    add(
        "attached an administrator's policy as the only one",
        "no-managed-policies",
        [types.rolePolicyAttachmentsExclusive, "streamlit-admin"],
        execution,
        (stack) => ({ roleName: stack.one(...taskRole).state["name"], policyArns: [admin] }),
    ),
    add("gave the account an administrator", "known-types", ["aws:iam/user:User", "streamlit-admin"], cluster, () => ({ name: "admin" })),
    edit(
        "allowed everything in the registry",
        "no-wildcard-action",
        execution,
        [...statement, 1, "Action", 1],
        "ecr:BatchGetImage",
        "ecr:*",
    ),
    edit("allowed everything", "no-wildcard-action", execution, [...statement, 0, "Action"], "ecr:GetAuthorizationToken", "*"),
    add("gave the app a policy of everything", "no-wildcard-action", [types.rolePolicy, "streamlit-task"], execution, (stack) => ({
        role: stack.one(...taskRole).state["name"],
        policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }),
    })),
    edit("allowed pulling every image", "no-wildcard-resource", execution, [...statement, 1, "Resource"], whatever, "*"),
    edit(
        "allowed pulling every image of the account",
        "no-wildcard-resource",
        execution,
        [...statement, 1, "Resource"],
        whatever,
        "arn:aws:ecr:us-east-1:123456789012:repository/*",
    ),
    edit(
        "allowed writing every log group of the account",
        "no-wildcard-resource",
        execution,
        [...statement, 2, "Resource"],
        whatever,
        "arn:aws:logs:us-east-1:123456789012:log-group:*",
    ),
    edit("allowed writing every log", "no-wildcard-resource", execution, [...statement, 2, "Resource"], whatever, "arn:aws:logs:*"),
    edit("allowed pushing images anywhere", "no-wildcard-resource", execution, [...statement, 0, "Action"], "ecr:GetAuthorizationToken", [
        "ecr:GetAuthorizationToken",
        "ecr:PutImage",
    ]),
    add("let the app reset passwords", "no-escalation", [types.rolePolicy, "streamlit-accounts"], execution, (stack) => ({
        role: stack.one(...taskRole).state["name"],
        policy: allow("cognito-idp:AdminSetUserPassword", stack.one(types.userPool).state["arn"]),
    })),
    add("let the app send requests elsewhere", "requests-moved-by-aws", [types.rolePolicy, "streamlit-rules"], execution, (stack) => ({
        role: stack.one(...taskRole).state["name"],
        policy: allow("elasticloadbalancing:ModifyRule", stack.one(types.listenerRule, "streamlit-page").state["arn"]),
    })),
    edit("trusted everyone with the app's role", "role-trust", taskRole, [...trust, "Principal"], tasks, "*"),
    edit("trusted another account with the app's role", "role-trust", taskRole, [...trust, "Principal"], tasks, {
        AWS: "arn:aws:iam::999999999999:root",
    }),
    edit("trusted builds with the app's role", "role-trust", taskRole, [...trust, "Principal"], tasks, {
        Service: "codebuild.amazonaws.com",
    }),
    edit(
        "trusted tasks of any account",
        "role-trust",
        executionRole,
        [...trust, "Condition"],
        { StringEquals: { "aws:SourceAccount": "123456789012" } },
        undefined,
    ),
    edit(
        "trusted tasks of any account by a wildcard",
        "role-trust",
        executionRole,
        [...trust, "Condition", "StringEquals", "aws:SourceAccount"],
        "123456789012",
        "*",
    ),
    edit(
        "trusted tasks of another account",
        "role-trust",
        taskRole,
        [...trust, "Condition", "StringEquals", "aws:SourceAccount"],
        "123456789012",
        "999999999999",
    ),
    edit("protected the load balancer from deletion", "deletable", balancer, ["enableDeletionProtection"], false, true),
    option("protected the cluster", "deletable", cluster, { protect: true }),
    option("ignored changes of the load balancer", "no-ignored-changes", balancer, { ignoreChanges: ["idleTimeout"] }),
    edit("dropped the cluster's tags", "required-tags", cluster, ["tags"], tags, undefined),
    edit("tagged the load balancer with another stack", "required-tags", balancer, ["tags", "pulumi:stack"], "dev", "prod"),
    edit(
        "named the load balancer beyond AWS's limit",
        "names-fit",
        balancer,
        ["name"],
        undefined,
        "streamlit-cognito-production-load-balancer",
    ),
    add("added a public bucket", "no-public-bucket", [types.bucket, "streamlit-files"], cluster, () => ({
        acl: "public-read",
        forceDestroy: true,
    })),
    add("added a bucket that could become public", "no-public-bucket", [types.bucket, "streamlit-files"], cluster, () => ({
        forceDestroy: true,
    })),
];
