import * as client from "openid-client";

import type { IdentityProvider } from "../model";

/** The login or the refresh failed. `reason` is AWS's error reason code ("Access logs for your Application Load Balancer"). */
export class AuthenticationFailed extends Error {
    constructor(
        /** What the browser is answered. */
        readonly status: number,
        readonly reason: string,
        cause?: unknown,
    ) {
        super(`${reason}${cause instanceof Error ? `: ${cause.message}` : ""}`, { cause });
    }
}

/** What one round of the back channel yields. */
export interface Identity {
    readonly accessToken: string;
    /** Seconds. */
    readonly expiresIn?: number;
    readonly refreshToken?: string;
    readonly claims: Readonly<Record<string, unknown>> & { readonly sub: string };
}

/** Calls from the load balancer to one identity provider. Each rejects with AuthenticationFailed. */
export interface BackChannel {
    readonly authorizationUrl: (parameters: Readonly<Record<string, string>>) => string;
    /** Exchanges the code in the callback's URL, verifies the ID token and asks for the claims. */
    readonly exchange: (callback: URL, expected: { readonly state: string; readonly nonce: string }) => Promise<Identity>;
    /** New tokens for the same user, and the claims again. */
    readonly refresh: (refreshToken: string, sub: string) => Promise<Identity>;
}

/** Seconds until a call to the identity provider is given up; AWS documents none. */
const timeout = 10;

/**
 * The back channel to an identity provider, with the client's secret in HTTP Basic authentication.
 *
 * The ID token's claims (iss, aud, exp, nonce) are verified. Its signature is not: it comes from the token endpoint itself, over the
 * connection that the load balancer opened (OpenID Connect Core, 3.1.3.7, step 6), and AWS is not told the provider's keys either.
 *
 * AWS: "Authenticate users using an Application Load Balancer", Authentication flow.
 */
export function createBackChannel(provider: IdentityProvider): BackChannel {
    const config = new client.Configuration(
        {
            issuer: provider.issuer,
            authorization_endpoint: provider.authorizationEndpoint,
            token_endpoint: provider.tokenEndpoint,
            userinfo_endpoint: provider.userInfoEndpoint,
        },
        provider.clientId,
        undefined,
        client.ClientSecretBasic(provider.clientSecret),
    );
    config.timeout = timeout;
    if ([provider.tokenEndpoint, provider.userInfoEndpoint].some(isPlainLoopback)) {
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- by its documentation, only to be noticed: no message leaves this machine
        client.allowInsecureRequests(config);
    }
    const identify = async (tokens: client.TokenEndpointResponse, sub: string): Promise<Identity> => ({
        accessToken: tokens.access_token,
        ...(tokens.expires_in !== undefined && { expiresIn: tokens.expires_in }),
        ...(tokens.refresh_token !== undefined && { refreshToken: tokens.refresh_token }),
        claims: checkHeaderSafe(
            await client.fetchUserInfo(config, tokens.access_token, sub).catch(failed("Userinfo")),
            tokens.access_token,
        ),
    });
    return {
        authorizationUrl: (parameters) => client.buildAuthorizationUrl(config, parameters).href,
        async exchange(callback, { state, nonce }) {
            const checks = { expectedState: state, expectedNonce: nonce, idTokenExpected: true };
            const tokens = await client.authorizationCodeGrant(config, callback, checks).catch(failed("Token"));
            return identify(tokens, tokens.claims()?.sub ?? "");
        },
        async refresh(refreshToken, sub) {
            return identify(await client.refreshTokenGrant(config, refreshToken).catch(failed("Token")), sub);
        },
    };
}

/** Plain HTTP is accepted only where no network lies between. */
function isPlainLoopback(endpoint: string): boolean {
    const { protocol, hostname } = new URL(endpoint);
    const loopback = /^(?:127(?:\.\d+){3}|\[::1\]|localhost)$/.test(hostname);
    if (protocol === "http:" && !loopback) {
        throw new Error(`The identity provider's endpoint ${endpoint} must be https: plain HTTP is accepted on the loopback address only.`);
    }
    return protocol === "http:";
}

/** Subject and access token travel to the target as headers: anything that is not plain text must not. */
function checkHeaderSafe(claims: client.UserInfoResponse, accessToken: string): Identity["claims"] {
    if (![claims.sub, accessToken].every((text) => /^[\x20-\x7e]+$/.test(text))) {
        throw new AuthenticationFailed(401, "AuthInvalidUserinfoResponse");
    }
    return claims;
}

/**
 * Sorts an error of openid-client into AWS's reason codes. What cannot be reached is 500, an error status is 561, and
 * an invalid grant or response is the user's failure to authenticate, 401.
 *
 * AWS: "Troubleshoot your Application Load Balancers", HTTP 401, 500 and 561; "Access logs ...", Error reason codes.
 */
function failed(endpoint: "Token" | "Userinfo") {
    return (error: unknown): never => {
        const prefix = endpoint === "Token" ? "AuthTokenEp" : "AuthUserinfoEp";
        const code = error instanceof client.ClientError ? error.code : undefined;
        if (error instanceof client.ResponseBodyError && error.error === "invalid_grant") {
            throw new AuthenticationFailed(401, "AuthInvalidGrantError", error);
        }
        if (
            error instanceof client.ResponseBodyError ||
            error instanceof client.WWWAuthenticateChallengeError ||
            code === "OAUTH_RESPONSE_IS_NOT_CONFORM"
        ) {
            throw new AuthenticationFailed(561, `${prefix}RequestFailed`, error);
        }
        if (error instanceof TypeError || code === "OAUTH_TIMEOUT" || code === "OAUTH_ABORT") {
            throw new AuthenticationFailed(500, `${prefix}RequestTimeout`, error);
        }
        throw new AuthenticationFailed(401, endpoint === "Token" ? "AuthInvalidIdToken" : "AuthInvalidUserinfoResponse", error);
    };
}
