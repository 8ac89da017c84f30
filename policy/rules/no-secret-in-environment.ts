import type { Resource } from "../../declared/resource";
import { containersOf, environmentOf } from "../../declared/tasks";
import { taskTypes, types } from "../../declared/types";
import { at } from "../../declared/values";
import { looksLikeSecret } from "../../settings/variable-names";
import type { StackRule } from "../rule";

/** The environment can be read by everyone who may describe the task definition or the function, and stays in every revision. */
export const noSecretInEnvironment: StackRule = {
    id: "no-secret-in-environment",
    scope: "stack",
    description: "No secret is in the environment of a container or a function.",
    remedy: "Keep it in Secrets Manager or Parameter Store, and name it in the container's secrets.",
    types: [...taskTypes, types.lambdaFunction],
    *check(resource) {
        for (const [name, value] of variablesOf(resource)) {
            if (looksLikeSecret(name, String(value))) {
                yield `the variable ${name} looks like a secret`;
            }
        }
    },
};

function variablesOf(resource: Resource): readonly (readonly [name: string, value: unknown])[] {
    if (resource.type === types.lambdaFunction) {
        return Object.entries((at(resource.props, "environment", "variables") ?? {}) as Record<string, unknown>);
    }
    return containersOf(resource).flatMap((container) => [...environmentOf(container)]);
}
