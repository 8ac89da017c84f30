import { containersOf, environmentOf } from "../../declared/tasks";
import { taskTypes } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { StackRule } from "../rule";
import { authenticationsOf, hostsOf, rulesOf } from "../view/listeners";

/** Variable of the server's environment to the setting of its host's rules that it must repeat. */
const repeated = { COGNITO_CLIENT_ID: "userPoolClientId", SESSION_COOKIE_NAME: "sessionCookieName" } as const;

/** Every app of the stack has a server, which must not take the people of one for the people of another. */
export const serverOfItsApp: StackRule = {
    id: "server-of-its-app",
    scope: "stack",
    description:
        "Each server believes the client and the session of its own app's rules only, and sends people who sign out to its own host.",
    remedy: "Take COGNITO_CLIENT_ID, SESSION_COOKIE_NAME and SIGNED_OUT_URL from the app whose host APP_URL names.",
    types: taskTypes,
    *check(resource, stack) {
        for (const environment of containersOf(resource).map(environmentOf)) {
            const host = hostIn(environment.get("APP_URL"));
            const logins = rulesOf(stack)
                .filter((rule) => host !== undefined && hostsOf(rule).includes(host))
                .flatMap(authenticationsOf);
            for (const [name, setting] of Object.entries(repeated)) {
                if (!logins.some((settings) => at(settings, setting) === environment.get(name))) {
                    yield `${name} is ${show(environment.get(name))}, unlike ${setting} of the rules for ${show(host)}`;
                }
            }
            if (hostIn(environment.get("SIGNED_OUT_URL")) !== host) {
                yield `SIGNED_OUT_URL is ${show(environment.get("SIGNED_OUT_URL"))}, which is not at ${show(host)}`;
            }
        }
    },
};

function hostIn(url: unknown): string | undefined {
    return typeof url === "string" && URL.canParse(url) ? new URL(url).host : undefined;
}
