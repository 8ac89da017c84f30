import type { AppClient, Directory } from "./directory";

/** The parameters of a valid request to the authorize endpoint. */
export interface AuthorizeRequest {
    readonly client: AppClient;
    readonly redirectUri: string;
    readonly scope: string;
    readonly state: string;
    readonly nonce: string;
    readonly codeChallenge: string;
    readonly codeChallengeMethod: string;
    readonly prompt: readonly string[];
    readonly loginHint: string;
    /** `COGNITO`, or another identity provider of the client's; empty where the person chooses. */
    readonly identityProvider: string;
    /** The query as it came, for the next page's address. */
    readonly query: string;
}

/** A valid request, or how it is refused. */
export type ParsedAuthorizeRequest =
    | { readonly kind: "valid"; readonly request: AuthorizeRequest }
    /** The app asked for something it may not have: it is told, at its own registered address. */
    | { readonly kind: "redirect"; readonly location: string }
    /** The client or the address is not registered: only a page may say so, or anyone could send people anywhere through us. */
    | { readonly kind: "error"; readonly message: string };

/**
 * Checks a request to `/oauth2/authorize` or `/login` ("The redirect and authorization endpoint", Amazon Cognito Developer Guide).
 * The redirect URI must be equal to a callback URL, byte by byte.
 */
export async function parseAuthorizeRequest(query: URLSearchParams, directory: Directory): Promise<ParsedAuthorizeRequest> {
    const repeated = [...new Set(query.keys())].find((name) => query.getAll(name).length > 1);
    if (repeated !== undefined) return { kind: "error", message: `The parameter ${repeated} was sent more than once.` };
    const get = (name: string): string => query.get(name) ?? "";

    if (get("client_id") === "") return { kind: "error", message: "Required String parameter 'client_id' is not present" };
    const client = await directory.client(get("client_id"));
    if (client === undefined) return { kind: "error", message: "Client does not exist." };
    const redirectUri = get("redirect_uri") || client.defaultRedirectUri;
    if (redirectUri === "") return { kind: "error", message: "Required String parameter 'redirect_uri' is not present" };
    if (!client.callbackUrls.includes(redirectUri)) {
        return { kind: "error", message: "redirect_mismatch: the redirect_uri is not one of the app client's callback URLs." };
    }
    const wrong = wrongParameters(get, client);
    if (wrong !== undefined) return { kind: "redirect", location: withQuery(redirectUri, { ...wrong, state: get("state") }) };
    return {
        kind: "valid",
        request: {
            client,
            redirectUri,
            scope: get("scope"),
            state: get("state"),
            nonce: get("nonce"),
            codeChallenge: get("code_challenge"),
            codeChallengeMethod: get("code_challenge_method"),
            prompt: get("prompt").split(" "),
            loginHint: get("login_hint"),
            identityProvider: get("identity_provider"),
            query: query.toString(),
        },
    };
}

interface OAuthError {
    readonly error: string;
    readonly error_description?: string;
}

/** What the app asks for that it may not have; undefined when all is right. */
function wrongParameters(get: (name: string) => string, client: AppClient): OAuthError | undefined {
    if (get("response_type") !== "code") return { error: "invalid_request", error_description: "unsupported response_type" };
    if (!client.oauthFlows.includes("code")) return { error: "unauthorized_client" };
    const scopes = get("scope").split(" ").filter(Boolean);
    if (scopes.some((scope) => !client.oauthScopes.includes(scope)))
        return { error: "invalid_request", error_description: "invalid_scope" };
    const provider = get("identity_provider") || "COGNITO";
    const isKnown = provider === "COGNITO" || client.identityProviders.includes(provider);
    if (!isKnown || get("idp_identifier") !== "") return { error: "invalid_request", error_description: "unknown identity_provider" };
    const method = get("code_challenge_method");
    // PKCE is S256 only, and both parameters come together.
    if ((get("code_challenge") !== "") !== (method !== ""))
        return { error: "invalid_request", error_description: "code_challenge and code_challenge_method go together" };
    if (method !== "" && method !== "S256") return { error: "invalid_request", error_description: "code_challenge_method must be S256" };
    return undefined;
}

/** Adds parameters to a URL without touching what it has. Empty ones are left out. */
export function withQuery(url: string, parameters: Readonly<Record<string, string | undefined>>): string {
    const entries = Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1]));
    if (entries.length === 0) return url;
    return `${url}${url.includes("?") ? "&" : "?"}${new URLSearchParams(entries).toString()}`;
}
