import { ofType, type Stack } from "../../declared/resource";
import { containersOf, environmentOf } from "../../declared/tasks";
import { taskTypes, types } from "../../declared/types";
import { at, show, textAt, textsAt } from "../../declared/values";
import type { StackRule } from "../rule";
import { authenticationsOf, hostsOf, isForwarding, rulesOf } from "../view/listeners";

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
        "The server believes this stack's load balancer and user pool only, and AWS's keys of them, and knows the app's address and its sessions.",
    remedy: "Take the variables of service/server-environment.ts from the stack's own resources and settings.",
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
            for (const [name, { urls, what }] of Object.entries(addresses(environment, stack))) {
                if (!urls.includes(String(environment.get(name)))) {
                    yield `${name} is ${show(environment.get(name))}, which is not ${what}`;
                }
            }
        }
    },
};

/**
 * Variable to the addresses that it may have. Those of the keys follow from the load balancer and the user pool that the same environment
 * names, which are the stack's own or a violation by themselves. Sources: "Authenticate users using an Application Load Balancer", Verify
 * the signature; Cognito Developer Guide, "Verifying JSON web tokens".
 */
function addresses(environment: ReadonlyMap<string, unknown>, stack: Stack): Record<string, { urls: readonly string[]; what: string }> {
    const region = String(environment.get("ALB_ARN")).split(":")[3] ?? "";
    const pool = String(environment.get("COGNITO_USER_POOL_ID"));
    const pages = ofType(stack, types.userPoolDomain).map(({ props }) => {
        const domain = textAt(props, "domain") ?? "";
        // A name with a certificate is the whole host.
        return at(props, "certificateArn") === undefined ? `${domain}.auth.${region}.amazoncognito.com` : domain;
    });
    const clients = ofType(stack, types.userPoolClient);
    return {
        ALB_PUBLIC_KEYS_URL: { urls: [`https://public-keys.auth.elb.${region}.amazonaws.com`], what: "where the load balancer's keys are" },
        COGNITO_JWKS_URL: {
            urls: [`https://cognito-idp.${region}.amazonaws.com/${pool}/.well-known/jwks.json`],
            what: "where the user pool's keys are",
        },
        COGNITO_LOGIN_URL: {
            urls: pages.map((page) => `https://${page}`),
            what: "the user pool's login page",
        },
        APP_URL: {
            urls: rulesOf(stack)
                .filter(isForwarding)
                .flatMap(hostsOf)
                .map((host) => `https://${host}`),
            what: "a host of the rules",
        },
        SIGNED_OUT_URL: { urls: clients.flatMap(({ props }) => textsAt(props, "logoutUrls")), what: "a logout URL of the client" },
    };
}

function settingsOf(stack: Stack, setting: string): ReadonlySet<string> {
    return new Set(
        rulesOf(stack)
            .flatMap(authenticationsOf)
            .map((settings) => String(at(settings, setting))),
    );
}
