import type { StackRule } from "../rule";
import { containersOf, environmentOf } from "../view/tasks";
import { taskTypes } from "../view/types";

const telling = /SECRET|PASSWORD|PASSWD|PRIVATE_?KEY|ACCESS_?KEY|API_?KEY|CREDENTIAL|(?:^|_)TOKEN$/i;

/** An access key of AWS, or an address with a password in it, whatever the variable is called. */
const secretValue = /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|:\/\/[^/\s:@]*:[^/\s@]+@/;

/** The environment can be read by everyone who may describe the task definition, and stays in every revision. */
export const noSecretInEnvironment: StackRule = {
    id: "no-secret-in-environment",
    scope: "stack",
    description: "No secret is in a container's environment.",
    remedy: "Keep it in Secrets Manager or Parameter Store, and name it in the container's secrets.",
    types: taskTypes,
    *check(resource) {
        for (const container of containersOf(resource)) {
            for (const [name, value] of environmentOf(container)) {
                if (telling.test(name) || secretValue.test(String(value))) {
                    yield `the variable ${name} looks like a secret`;
                }
            }
        }
    },
};
