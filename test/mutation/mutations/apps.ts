import { types } from "../../../declared/types";
import { edit, idOf, remove, stateOf, under, whatever, type Mutation } from "../mutation";

const page = [types.listenerRule, "reports-page"] as const;
const machine = [types.listenerRule, "reports-machine"] as const;
const redirect = [types.listenerRule, "reports-http"] as const;
const client = [types.userPoolClient, "reports-load-balancer"] as const;
const mainClient = [types.userPoolClient, "streamlit-load-balancer"] as const;
const service = [types.awsxFargateService, "reports"] as const;

const login = ["actions", 0, "authenticateCognito"] as const;
const variable = (name: string) => ["taskDefinitionArgs", "container", "environment", { name }, "value"] as const;
const cookie = "AWSELBAuthSessionCookie";
const host = "reports.example.com";

/** The settings of the stack with a further app, as the unit tests have it. */
const config = {
    groups: '{"analysts":[],"admins":["app.py"]}',
    app: "./test/unit/fixtures/paged-app",
    apps: JSON.stringify({ reports: { host, folder: "./samples/explorer", groups: ["analysts", "admins"] } }),
};

/** What keeps an app beside the main one apart from it. */
export const appsMutations: readonly Mutation[] = under(config, [
    edit(
        "signed in to a further app with the main app's client",
        "apps-apart",
        page,
        [...login, "userPoolClientId"],
        whatever,
        idOf(mainClient),
    ),
    edit("gave a further app the main app's session", "apps-apart", page, [...login, "sessionCookieName"], `${cookie}-reports`, cookie),
    edit(
        "sent a further app's requests to the main app's tasks",
        "apps-apart",
        machine,
        ["actions", 1, "targetGroupArn"],
        whatever,
        stateOf([types.targetGroup, "streamlit-tasks"], "arn"),
    ),
    edit(
        "sent people of a further app back to the main app",
        "apps-apart",
        client,
        ["callbackUrls", 0],
        `https://${host}/oauth2/idpresponse`,
        "https://streamlit.example.com/oauth2/idpresponse",
    ),
    edit(
        "let a further app's pages have another session than its scripts",
        "one-session",
        machine,
        [...login, "sessionTimeout"],
        43_200,
        60,
    ),
    edit(
        "had a further app's server believe the main app's client",
        "server-of-its-app",
        service,
        variable("COGNITO_CLIENT_ID"),
        whatever,
        idOf(mainClient),
    ),
    edit(
        "had a further app's server remove the main app's cookies",
        "server-of-its-app",
        service,
        variable("SESSION_COOKIE_NAME"),
        `${cookie}-reports`,
        cookie,
    ),
    edit(
        "told a further app that it is the main app",
        "server-of-its-app",
        service,
        variable("APP_URL"),
        `https://${host}`,
        "https://streamlit.example.com",
    ),
    edit("dropped a further app's login", "authenticate-before-forward", page, ["actions", 0], whatever, undefined),
    edit("served a further app at any host", "host-in-every-rule", page, ["conditions"], whatever, []),
    edit(
        "redirected a further app's host elsewhere",
        "http-only-redirects",
        redirect,
        ["actions", 0, "redirect", "host"],
        host,
        "example.org",
    ),
    edit(
        "redirected a further app's host to itself",
        "http-only-redirects",
        redirect,
        ["actions", 0, "redirect", "protocol"],
        "HTTPS",
        "HTTP",
    ),
    edit("gave a further app's rule a place of the main app's", "no-shadowed-rule", page, ["priority"], 7756, 200),
    edit(
        "ran a further app with the role that starts it",
        "roles-apart",
        service,
        ["taskDefinitionArgs", "taskRole", "roleArn"],
        whatever,
        stateOf([types.role, "reports-execution"], "arn"),
    ),
    remove("dropped a further app's client", "sign-in-with-own-pool", client),
]);
