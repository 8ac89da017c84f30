import { serverOfItsApp } from "../../../policy/rules/server-of-its-app";
import { authenticate, hostIs, listenerRule, serviceOf, taskDefinitionOf } from "../support/resources";
import { describeRule } from "../support/rule";

const rules = ["a", "b"].map((name) =>
    listenerRule(
        {
            conditions: [hostIs(`${name}.example`)],
            actions: [authenticate({ userPoolClientId: `${name}-id`, sessionCookieName: `session-${name}` })],
        },
        name,
    ),
);
const right = {
    APP_URL: "https://b.example",
    COGNITO_CLIENT_ID: "b-id",
    SESSION_COOKIE_NAME: "session-b",
    SIGNED_OUT_URL: "https://b.example/signed-out",
};
const container = (variables: object) => ({
    environment: Object.entries({ ...right, ...variables }).map(([name, value]) => ({ name, value })),
});
const server = (variables: object) => [...rules, serviceOf(container(variables))];

describeRule(serverOfItsApp, {
    holds: {
        "for its own app's": server({}),
        "for its own app's, as the engine has it": [...rules, taskDefinitionOf(container({}))],
    },
    violated: {
        "by the other app's client": [
            server({ COGNITO_CLIENT_ID: "a-id" }),
            'COGNITO_CLIENT_ID is "a-id", unlike userPoolClientId of the rules for "b.example"',
        ],
        "by the other app's session": [
            server({ SESSION_COOKIE_NAME: "session-a" }),
            'SESSION_COOKIE_NAME is "session-a", unlike sessionCookieName of the rules for "b.example"',
        ],
        "by the other app's page after signing out": [
            server({ SIGNED_OUT_URL: "https://a.example/signed-out" }),
            'SIGNED_OUT_URL is "https://a.example/signed-out", which is not at "b.example"',
        ],
    },
});
