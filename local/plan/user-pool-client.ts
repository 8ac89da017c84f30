import type { DeclaredResource, DeclaredStack } from "../declared";
import type { UserPoolClient } from "../model";
import { apiInput, type Members } from "./api-input";
import { localUrl } from "./hosts";
import { Inputs } from "./inputs";
import { physicalName } from "./physical-name";
import { Refusals } from "./refusals";

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

/** The clients of a pool, with local host names in their URLs. Refuses a client of a pool that is not declared, and what the local Cognito does not do. */
export function planUserPoolClients(pool: DeclaredResource, stack: DeclaredStack, refusals: Refusals): UserPoolClient[] {
    // One that is not served is refused by its own name.
    const providers = stack.ofType("aws:cognito/identityProvider:IdentityProvider").map(({ inputs }) => String(inputs["providerName"]));
    const required = requiredAttributes(pool);
    return stack.ofType("aws:cognito/userPoolClient:UserPoolClient").map((resource) => {
        const inputs = new Inputs(resource, refusals);
        if (inputs.string("userPoolId") !== pool.id) {
            inputs.refuse("userPoolId", "no declared user pool has this id");
        }
        inputs.never("usage is not analysed here", "analyticsConfiguration");
        inputs.noDifference("name", "region");
        const declared = { ClientName: physicalName(resource), ...apiInput(inputs, members) };
        refuseUnserved(declared, inputs, providers);
        refuseUnwritable(declared, inputs, required);
        inputs.end();
        return { id: resource.id, resourceName: resource.name, createUserPoolClient: withLocalHosts(declared) };
    });
}

/** Input of `CreateUserPoolClient`. */
type Declared = Readonly<Record<string, unknown>>;

/** Names of the attributes that every account must have. What is wrong with them is said of the pool. */
function requiredAttributes(pool: DeclaredResource): readonly string[] {
    const attributes = new Inputs(pool, new Refusals()).objects("schemas");
    return attributes.filter((one) => one.boolean("required") === true).flatMap((one) => one.string("name") ?? []);
}

/** What a person would meet otherwise on AWS. */
function refuseUnserved(declared: Declared, inputs: Inputs, providers: readonly string[]): void {
    const lists: readonly (readonly [key: string, member: string, isServed: (value: string) => boolean, why: string])[] = [
        ["allowedOauthFlows", "AllowedOAuthFlows", (flow) => flow !== "implicit", "only the code flow is served here"],
        ["explicitAuthFlows", "ExplicitAuthFlows", (flow) => flow !== "ALLOW_USER_AUTH", "choice-based sign-in is not served here"],
        [
            "supportedIdentityProviders",
            "SupportedIdentityProviders",
            (name) => name === "COGNITO" || providers.includes(name),
            "only COGNITO and declared providers are served here",
        ],
    ];
    for (const [key, member, isServed, why] of lists) {
        const others = ((declared[member] ?? []) as readonly string[]).filter((value) => !isServed(value));
        if (others.length > 0) {
            inputs.refuse(key, `${why}, not ${others.join(", ")}`);
        }
    }
    if ((declared["RefreshTokenRotation"] as { Feature?: string } | undefined)?.Feature === "ENABLED") {
        inputs.refuse("refreshTokenRotation.feature", "refresh tokens are not rotated here");
    }
    inputs.never("each step of a login has five minutes here", "authSessionValidity");
}

/** Cognito makes no such client: "Invalid write attributes specified while creating a client". */
function refuseUnwritable(declared: Declared, inputs: Inputs, required: readonly string[]): void {
    const writable = declared["WriteAttributes"] as readonly string[] | undefined;
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
