import type { StackRule } from "../rule";
import { authenticationsOf, rulesOf } from "../view/listeners";
import { ofType, type Stack } from "../view/resource";
import { containersOf, environmentOf } from "../view/tasks";
import { taskTypes, types } from "../view/types";
import { at, show, textsAt } from "../view/values";

/** Variable of the server's environment to the type of the resource that it must name. */
const own = {
    ALB_ARN: types.loadBalancer,
    COGNITO_USER_POOL_ID: types.userPool,
    COGNITO_CLIENT_ID: types.userPoolClient,
} as const;

/** Variable to the setting of the rules that it must repeat. */
const repeated = { SESSION_COOKIE_NAME: "sessionCookieName", SESSION_TIMEOUT: "sessionTimeout" } as const;

/** The server believes an identity that its load balancer signed, so it must know which that is. */
export const serverTrustsOwnStack: StackRule = {
    id: "server-trusts-own-stack",
    scope: "stack",
    description:
        "The server believes this stack's load balancer and user pool only, and knows the session's cookie and length, and where it ends.",
    remedy: "Take the variables of server-environment.ts from the stack's own resources and settings.",
    types: taskTypes,
    *check(resource, stack) {
        for (const environment of containersOf(resource).map(environmentOf)) {
            for (const [name, type] of Object.entries(own)) {
                if (!ofType(stack, type).some(({ references }) => references.includes(String(environment.get(name))))) {
                    yield `${name} is ${show(environment.get(name))}, which is not of this stack`;
                }
            }
            for (const [name, setting] of Object.entries(repeated)) {
                if (!settingsOf(stack, setting).has(String(environment.get(name)))) {
                    yield `${name} is ${show(environment.get(name))}, unlike ${setting} of the rules`;
                }
            }
            const signedOut = environment.get("SIGNED_OUT_URL");
            const logouts = ofType(stack, types.userPoolClient).flatMap(({ props }) => textsAt(props, "logoutUrls"));
            if (typeof signedOut !== "string" || !logouts.includes(signedOut)) {
                yield `SIGNED_OUT_URL is ${show(signedOut)}, which is no logout URL of the client`;
            }
        }
    },
};

function settingsOf(stack: Stack, setting: string): ReadonlySet<string> {
    return new Set(
        rulesOf(stack)
            .flatMap(authenticationsOf)
            .map((settings) => String(at(settings, setting))),
    );
}
