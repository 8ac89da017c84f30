import { serverTrustsOwnStack } from "../../../policy/rules/server-trusts-own-stack";
import { types } from "../../../policy/view/types";
import { authenticate, listenerRule, loadBalancer, resource, serviceOf } from "../support/resources";
import { describeRule } from "../support/rule";

const right = {
    ALB_ARN: "load-balancer-arn",
    COGNITO_USER_POOL_ID: "users-id",
    COGNITO_CLIENT_ID: "client-id",
    SESSION_COOKIE_NAME: "session",
    SESSION_TIMEOUT: "60",
    SIGNED_OUT_URL: "https://a.example/signed-out",
};
const task = (variables: object) => [
    loadBalancer,
    resource(types.userPool, {}, "users"),
    resource(types.userPoolClient, { logoutUrls: ["https://a.example/signed-out"] }, "client"),
    listenerRule({ actions: [authenticate({ sessionCookieName: "session", sessionTimeout: 60 })] }),
    serviceOf({ environment: Object.entries({ ...right, ...variables }).map(([name, value]) => ({ name, value })) }),
];

describeRule(serverTrustsOwnStack, {
    holds: { "for the stack's own": task({}) },
    violated: {
        "by another signer": [task({ ALB_ARN: "arn:other" }), 'ALB_ARN is "arn:other", which is not of this stack'],
        "by another pool": [task({ COGNITO_USER_POOL_ID: "other" }), 'COGNITO_USER_POOL_ID is "other", which is not of this stack'],
        "by another client": [task({ COGNITO_CLIENT_ID: "users-id" }), 'COGNITO_CLIENT_ID is "users-id", which is not of this stack'],
        "by a cookie that signing out would miss": [
            task({ SESSION_COOKIE_NAME: "other" }),
            'SESSION_COOKIE_NAME is "other", unlike sessionCookieName of the rules',
        ],
        "by another end": [task({ SESSION_TIMEOUT: "61" }), 'SESSION_TIMEOUT is "61", unlike sessionTimeout of the rules'],
        "by a page that Cognito refuses to lead to": [
            task({ SIGNED_OUT_URL: "https://a.example/" }),
            'SIGNED_OUT_URL is "https://a.example/", which is no logout URL of the client',
        ],
    },
});
