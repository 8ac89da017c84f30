import { containersOf } from "../../declared/tasks";
import { taskTypes } from "../../declared/types";
import { at, listAt } from "../../declared/values";
import { nameProblem } from "../../settings/variable-names";
import type { ResourceRule } from "../rule";

/** What the stack tells the server; see service/server-environment.ts. */
const own = [
    ...["ALB_ARN", "ALB_PUBLIC_KEYS_URL", "COGNITO_USER_POOL_ID", "COGNITO_CLIENT_ID", "COGNITO_JWKS_URL", "COGNITO_LOGIN_URL", "APP_URL"],
    ...["SIGNED_OUT_URL", "SESSION_COOKIE_NAME", "SESSION_TIMEOUT", "PAGE_GROUPS", "APP_GROUPS", "STREAMLIT_SERVER_PORT"],
];

/** How long a websocket outlives its session, whom the server believes, what runs before it: all of that a variable can change. */
export const serverVariables: ResourceRule = {
    id: "server-variables",
    scope: "resource",
    description: "The server has the stack's own variables, each once, and an app none that could change what the server does.",
    remedy: "Give an app variables by the settings environment and secrets only, whose names are checked.",
    types: taskTypes,
    *check(resource) {
        for (const container of containersOf(resource)) {
            const open = namesIn(container, "environment");
            const secret = namesIn(container, "secrets");
            const names = [...open, ...secret];
            for (const name of new Set(names.filter((each, index) => names.indexOf(each) !== index))) {
                yield `the variable ${name} is there twice`;
            }
            for (const name of [...open.filter((each) => !own.includes(each)), ...secret]) {
                const problem = nameProblem(name);
                if (problem !== undefined) {
                    yield `the variable ${name} ${problem}`;
                }
            }
        }
    },
};

function namesIn(container: unknown, list: string): string[] {
    return listAt(container, list).map((entry) => String(at(entry, "name")));
}
