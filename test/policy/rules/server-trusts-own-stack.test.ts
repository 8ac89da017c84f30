import { types } from "../../../declared/types";
import { serverTrustsOwnStack } from "../../../policy/rules/server-trusts-own-stack";
import { authenticate, forward, hostIs, listenerRule, loadBalancer, resource, serviceOf } from "../support/resources";
import { describeRule } from "../support/rule";

const arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/a/1";
const pool = "eu-west-1_users";
const right = {
    ALB_ARN: arn,
    ALB_PUBLIC_KEYS_URL: "https://public-keys.auth.elb.eu-west-1.amazonaws.com",
    COGNITO_USER_POOL_ID: pool,
    COGNITO_CLIENT_ID: "client-id",
    COGNITO_JWKS_URL: `https://cognito-idp.eu-west-1.amazonaws.com/${pool}/.well-known/jwks.json`,
    COGNITO_LOGIN_URL: "https://login.auth.eu-west-1.amazoncognito.com",
    APP_URL: "https://a.example",
    SESSION_COOKIE_NAME: "session",
    SESSION_TIMEOUT: "60",
    SIGNED_OUT_URL: "https://a.example/signed-out",
};
const task = (variables: object) => [
    { ...loadBalancer, references: [arn] },
    { ...resource(types.userPool), references: [pool] },
    resource(types.userPoolDomain, { domain: "login" }),
    resource(types.userPoolClient, { logoutUrls: ["https://a.example/signed-out"] }, "client"),
    listenerRule({
        conditions: [hostIs("a.example")],
        actions: [authenticate({ sessionCookieName: "session", sessionTimeout: 60 }), forward],
    }),
    serviceOf({ environment: Object.entries({ ...right, ...variables }).map(([name, value]) => ({ name, value })) }),
];

describeRule(serverTrustsOwnStack, {
    holds: { "for the stack's own": task({}) },
    violated: {
        "by another signer": [task({ ALB_ARN: `${arn}2` }), `ALB_ARN is "${arn}2", which is not of this stack`],
        "by another pool": [
            task({ COGNITO_USER_POOL_ID: "other" }),
            'COGNITO_USER_POOL_ID is "other", which is not of this stack',
            `COGNITO_JWKS_URL is "${right.COGNITO_JWKS_URL}", which is not where the user pool's keys are`,
        ],
        "by another client": [task({ COGNITO_CLIENT_ID: pool }), `COGNITO_CLIENT_ID is "${pool}", which is not of this stack`],
        "by keys of somebody else": [
            task({ ALB_PUBLIC_KEYS_URL: "https://public-keys.auth.elb.eu-west-1.amazonaws.com.evil.example" }),
            'ALB_PUBLIC_KEYS_URL is "https://public-keys.auth.elb.eu-west-1.amazonaws.com.evil.example", which is not where the load balancer\'s keys are',
        ],
        "by keys of another region": [
            task({ ALB_PUBLIC_KEYS_URL: "https://public-keys.auth.elb.us-east-1.amazonaws.com" }),
            'ALB_PUBLIC_KEYS_URL is "https://public-keys.auth.elb.us-east-1.amazonaws.com", which is not where the load balancer\'s keys are',
        ],
        "by keys of another pool": [
            task({ COGNITO_JWKS_URL: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_other/.well-known/jwks.json" }),
            'COGNITO_JWKS_URL is "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_other/.well-known/jwks.json", which is not where the user pool\'s keys are',
        ],
        "without an address of keys": [
            task({ COGNITO_JWKS_URL: undefined }),
            "COGNITO_JWKS_URL is not set, which is not where the user pool's keys are",
        ],
        "by another login page": [
            task({ COGNITO_LOGIN_URL: "https://evil.example" }),
            'COGNITO_LOGIN_URL is "https://evil.example", which is not the user pool\'s login page',
        ],
        "by an address that no rule is for": [
            task({ APP_URL: "https://b.example" }),
            'APP_URL is "https://b.example", which is not a host of the rules',
        ],
        "by a cookie that signing out would miss": [
            task({ SESSION_COOKIE_NAME: "other" }),
            'SESSION_COOKIE_NAME is "other", unlike sessionCookieName of the rules',
        ],
        "by another end": [task({ SESSION_TIMEOUT: "61" }), 'SESSION_TIMEOUT is "61", unlike sessionTimeout of the rules'],
        "by a page that Cognito refuses to lead to": [
            task({ SIGNED_OUT_URL: "https://a.example/" }),
            'SIGNED_OUT_URL is "https://a.example/", which is not a logout URL of the client',
        ],
    },
});
