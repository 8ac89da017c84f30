import * as client from "openid-client";
import { Agent, fetch } from "undici";
import type { ExternalProvider } from "../../model";

/** Who came back from a provider, by its word. */
export interface Claims {
    readonly sub: string;
    readonly [claim: string]: unknown;
}

/** One provider, as the pool's own client sees it. */
export interface ProviderClient {
    /** Where the browser is sent. */
    authorizationUrl(redirectUri: string, state: string, nonce: string): Promise<string>;
    /** Exchanges the code in the callback's URL, and verifies the ID token. @throws Error where anything is not as it must be */
    identify(callback: URL, expected: { readonly state: string; readonly nonce: string }): Promise<Claims>;
}

/** Seconds until a call to a provider is given up. */
const timeout = 10;

/**
 * The pool's client of a provider: the code flow with the client's secret in the body, as Cognito does it. The ID token's issuer, audience, expiry, nonce and
 * signature are verified; claims are the ID token's, and over them those of the userInfo endpoint.
 *
 * AWS: Cognito Developer Guide, "Using OIDC identity providers with a user pool", OIDC user pool IdP authentication flow.
 *
 * @param ca certificate authorities to trust beside the system's, PEM
 */
export function providerClient(provider: ExternalProvider, ca?: string): ProviderClient {
    const issuer = new URL(provider.issuer);
    if (issuer.protocol !== "https:") throw new Error(`${provider.resourceName}: the issuer ${provider.issuer} must be https.`);
    const options = {
        timeout,
        execute: [client.enableNonRepudiationChecks],
        ...(ca !== undefined && { [client.customFetch]: fetchWith(ca) }),
    };
    let discovered: Promise<client.Configuration> | undefined;
    const configuration = (): Promise<client.Configuration> => {
        discovered ??= client.discovery(issuer, provider.clientId, undefined, client.ClientSecretPost(provider.clientSecret), options);
        // A provider that was not there may come.
        discovered.catch(() => (discovered = undefined));
        return discovered;
    };
    return {
        authorizationUrl: async (redirectUri, state, nonce) => {
            const parameters = { response_type: "code", redirect_uri: redirectUri, scope: provider.scope, state, nonce };
            return client.buildAuthorizationUrl(await configuration(), parameters).href;
        },
        identify: async (callback, { state, nonce }) => {
            const config = await configuration();
            const checks = { expectedState: state, expectedNonce: nonce, idTokenExpected: true };
            const tokens = await client.authorizationCodeGrant(config, callback, checks);
            const claims = tokens.claims();
            if (claims === undefined) throw new Error("The provider sent no ID token.");
            if (config.serverMetadata().userinfo_endpoint === undefined) return claims;
            return { ...claims, ...(await client.fetchUserInfo(config, tokens.access_token, claims.sub)) };
        },
    };
}

function fetchWith(ca: string): client.CustomFetch {
    const dispatcher = new Agent({ connect: { ca } });
    // undici's own types and those of Node's, which are the same, are not each other's.
    const send = fetch as unknown as (url: string, options: object) => Promise<Response>;
    return (url, options) => send(url, { ...options, dispatcher });
}
