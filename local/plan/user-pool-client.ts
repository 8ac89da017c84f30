import type { DeclaredResource, DeclaredStack } from "../declared";
import type { UserPoolClient } from "../model";
import { apiInput, type Members } from "./api-input";
import { localUrl } from "./hosts";
import type { Inputs } from "./inputs";
import { inputsOfPool } from "./of-pool";
import { physicalName } from "./physical-name";
import type { Refusals } from "./refusals";

/** Members of `CreateUserPoolClient` (Amazon Cognito API Reference). */
const members: Members = {
    accessTokenValidity: "number",
    allowedOauthFlows: { as: "AllowedOAuthFlows", shape: "texts" },
    allowedOauthFlowsUserPoolClient: { as: "AllowedOAuthFlowsUserPoolClient", shape: "boolean" },
    allowedOauthScopes: { as: "AllowedOAuthScopes", shape: "texts" },
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

/**
 * The clients of a pool, with local host names in their URLs. Refuses a client of a pool that is not declared, and what the local Cognito does not do.
 *
 * @param required names of the attributes that every account of the pool must have
 */
export function planUserPoolClients(
    pool: DeclaredResource,
    required: readonly string[],
    stack: DeclaredStack,
    refusals: Refusals,
): UserPoolClient[] {
    // One that is not served is refused by its own name.
    const providers = stack.ofType("aws:cognito/identityProvider:IdentityProvider").map(({ inputs }) => String(inputs["providerName"]));
    return stack.ofType("aws:cognito/userPoolClient:UserPoolClient").map((resource) => {
        const inputs = inputsOfPool(pool, resource, refusals);
        inputs.noDifference("name");
        const declared = { ClientName: physicalName(resource), ...apiInput(inputs, members) };
        refuseUnserved(inputs, providers);
        refuseUnwritable(inputs, required);
        inputs.end();
        return { id: resource.id, resourceName: resource.name, createUserPoolClient: withLocalHosts(declared) };
    });
}

/** What a person would meet otherwise on AWS. */
function refuseUnserved(inputs: Inputs, providers: readonly string[]): void {
    inputs.never("usage is not analysed here", "analyticsConfiguration");
    inputs.never("each step of a login has five minutes here", "authSessionValidity");
    inputs.eachMustBe("allowedOauthFlows", (flow) => flow !== "implicit", "only the code flow is served here");
    inputs.eachMustBe("explicitAuthFlows", (flow) => flow !== "ALLOW_USER_AUTH", "choice-based sign-in is not served here");
    inputs.eachMustBe(
        "supportedIdentityProviders",
        (name) => name === "COGNITO" || providers.includes(name),
        "only COGNITO and declared providers are served here",
    );
    if (inputs.strings("supportedIdentityProviders")?.includes("COGNITO") === false) {
        inputs.refuse("supportedIdentityProviders", "must include COGNITO: accounts of the pool sign in here");
    }
    inputs.object("refreshTokenRotation")?.mustBe("feature", "DISABLED", "refresh tokens are not rotated here");
}

/** The login page asks for what the pool requires and an account lacks, on behalf of the client. */
function refuseUnwritable(inputs: Inputs, required: readonly string[]): void {
    const writable = inputs.strings("writeAttributes");
    const missing = writable === undefined ? [] : required.filter((name) => !writable.includes(name));
    if (missing.length > 0) {
        inputs.refuse("writeAttributes", `the pool requires ${missing.join(", ")}, which the client could not write`);
    }
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
