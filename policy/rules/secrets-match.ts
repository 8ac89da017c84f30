import { ofType, referred, type Resource, type Stack } from "../../declared/resource";
import { containersOf, roleOf, secretsOf } from "../../declared/tasks";
import { taskTypes, types } from "../../declared/types";
import { show, textsAt } from "../../declared/values";
import type { StackRule } from "../rule";
import { actionsIn, allowing } from "../view/documents";

/** What reads a secret's value. Source: Service Authorization Reference, Secrets Manager and Systems Manager. */
const reading = /^(?:secretsmanager:(?:BatchGet|Get)SecretValue|ssm:GetParameters?(?:ByPath|History)?)$/i;

/** With more, whoever changes a task definition reads other apps' secrets; with less, no task starts. */
export const secretsMatch: StackRule = {
    id: "secrets-match",
    scope: "stack",
    description: "ECS may read the secrets that a container names, and no other.",
    remedy: "Let the execution role read the ARNs in the containers' secrets, one by one.",
    types: taskTypes,
    *check(resource, stack) {
        const named = new Set(containersOf(resource).flatMap(secretsOf));
        const role = roleOf(resource, stack, "execution");
        const readable = new Set(role === undefined ? [] : readableBy(role, stack));
        for (const arn of [...named].filter((each) => !readable.has(each))) {
            yield `its role may not read ${show(arn)}`;
        }
        for (const arn of [...readable].filter((each) => !named.has(each))) {
            yield `its role may read ${show(arn)}, which no container names`;
        }
    },
};

function readableBy(role: Resource, stack: Stack): string[] {
    const policies = ofType(stack, types.rolePolicy).filter((policy) => referred(stack, policy, ["role"], types.role).includes(role));
    const statements = [role, ...policies]
        .flatMap(allowing)
        .filter((statement) => actionsIn(statement).some((action) => reading.test(action)));
    return statements.flatMap((statement) => textsAt(statement, "Resource"));
}
