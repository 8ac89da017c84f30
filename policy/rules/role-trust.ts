import { types } from "../../declared/types";
import { at, show, textAt } from "../../declared/values";
import type { StackRule } from "../rule";
import { accountOf, isOwnAccount } from "../view/account";
import { principalsOf, statementsOf } from "../view/documents";

/** Conditions that keep another account from using the service on its behalf. */
const ownAccount = [
    ["StringEquals", "aws:SourceAccount"],
    ["ArnLike", "aws:SourceArn"],
    ["ArnEquals", "aws:SourceArn"],
] as const;

/**
 * Lambda names no account when it takes a role, and takes none of another account: giving a function a role needs the permission to pass it. Source:
 * Lambda Developer Guide, "Defining Lambda function permissions with an execution role".
 */
const ownAccountOnly = "Service:lambda.amazonaws.com";

/** What runs the stack: its tasks, its deployments, its schedules, its text messages, and the function that knows the allowed people. */
const services = ["ecs-tasks", "ecs", "scheduler", "cognito-idp", "lambda"].map((name) => `Service:${name}.amazonaws.com`);

/** Whom a role trusts has all that it allows, be it another account's task. Source: IAM User Guide, "The confused deputy problem". */
export const roleTrust: StackRule = {
    id: "role-trust",
    scope: "stack",
    description: "A role can be taken by one AWS service that the stack uses, and only on behalf of this account.",
    remedy: "Trust one service principal, under the condition that aws:SourceAccount is this account; Lambda alone needs none.",
    types: [types.role],
    *check({ props }, stack) {
        for (const statement of statementsOf(at(props, "assumeRolePolicy")).filter((each) => each["Effect"] === "Allow")) {
            const principals = principalsOf(statement);
            if (principals.length !== 1 || !services.includes(principals[0] ?? "")) {
                yield `it trusts ${show(principals)}`;
            }
            if (principals.length === 1 && principals[0] === ownAccountOnly) {
                continue;
            }
            const accounts = ownAccount.flatMap(([test, key]) => accountOf(textAt(statement, "Condition", test, key) ?? "") ?? []);
            if (!accounts.some((account) => isOwnAccount(account, stack))) {
                yield `it trusts the service on behalf of ${accounts.length === 0 ? "any account" : `the account ${accounts.join(", ")}`}`;
            }
        }
    },
};
