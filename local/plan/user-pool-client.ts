import type { DeclaredResource, DeclaredStack } from "../declared";
import type { UserPoolClient } from "../model";
import { apiInput, type Members } from "./api-input";
import { localUrl } from "./hosts";
import { Inputs } from "./inputs";
import { physicalName } from "./physical-name";
import type { Refusals } from "./refusals";

/** Members of `CreateUserPoolClient` (Amazon Cognito API Reference). */
const members: Members = {
    accessTokenValidity: "number",
    allowedOauthFlows: { as: "AllowedOAuthFlows", shape: "texts" },
    allowedOauthFlowsUserPoolClient: { as: "AllowedOAuthFlowsUserPoolClient", shape: "boolean" },
    allowedOauthScopes: { as: "AllowedOAuthScopes", shape: "texts" },
    authSessionValidity: "number",
    callbackUrls: { as: "CallbackURLs", shape: "texts" },
    defaultRedirectUri: { as: "DefaultRedirectURI", shape: "text" },
    enablePropagateAdditionalUserContextData: "boolean",
    enableTokenRevocation: "boolean",
    explicitAuthFlows: "texts",
    generateSecret: "boolean",
    idTokenValidity: "number",
    logoutUrls: { as: "LogoutURLs", shape: "texts" },
    preventUserExistenceErrors: "text",
    readAttributes: "texts",
    refreshTokenRotation: { object: { feature: "text", retryGracePeriodSeconds: "number" } },
    refreshTokenValidity: "number",
    supportedIdentityProviders: "texts",
    tokenValidityUnits: { object: { accessToken: "text", idToken: "text", refreshToken: "text" } },
    writeAttributes: "texts",
};

/** The clients of a pool, with local host names in their URLs. Refuses a client of a pool that is not declared. */
export function planUserPoolClients(pool: DeclaredResource, stack: DeclaredStack, refusals: Refusals): UserPoolClient[] {
    return stack.ofType("aws:cognito/userPoolClient:UserPoolClient").map((resource) => {
        const inputs = new Inputs(resource, refusals);
        if (inputs.string("userPoolId") !== pool.id) {
            inputs.refuse("userPoolId", "no declared user pool has this id");
        }
        inputs.never("usage is not analysed here", "analyticsConfiguration");
        inputs.noDifference("name", "region");
        const declared = { ClientName: physicalName(resource), ...apiInput(inputs, members) };
        inputs.end();
        return { id: resource.id, resourceName: resource.name, createUserPoolClient: withLocalHosts(declared) };
    });
}

function withLocalHosts(declared: Record<string, unknown>): Record<string, unknown> {
    const local = { ...declared };
    for (const key of ["CallbackURLs", "LogoutURLs"]) {
        const urls = local[key];
        if (Array.isArray(urls)) {
            local[key] = urls.map((url) => localUrl(String(url)));
        }
    }
    const byDefault = local["DefaultRedirectURI"];
    return typeof byDefault === "string" ? { ...local, DefaultRedirectURI: localUrl(byDefault) } : local;
}
