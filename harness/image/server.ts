import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey } from "jose";

/** Where the app is served, as its visitors see it. */
export const appUrl = "https://app.example.com";

const region = "us-east-1";
const userPoolId = `${region}_Example01`;
const clientId = "1example23456789";
const loadBalancerArn = `arn:aws:elasticloadbalancing:${region}:123456789012:loadbalancer/app/app/0123456789abcdef`;
const issuer = `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;
const sub = "1b4e28ba-2fa1-11d2-883f-0016d3cca427";
const loadBalancerKey = "5b1c3f0e-0000-4000-8000-000000000001";
const userPoolKey = "user-pool-key";

/** What the server requires of its environment. @param keysUrl where both public keys are served */
export function serverEnvironment(keysUrl: string): Record<string, string> {
    return {
        ALB_ARN: loadBalancerArn,
        ALB_PUBLIC_KEYS_URL: keysUrl,
        COGNITO_USER_POOL_ID: userPoolId,
        COGNITO_CLIENT_ID: clientId,
        COGNITO_JWKS_URL: `${keysUrl}/jwks.json`,
        COGNITO_LOGIN_URL: `https://login.auth.${region}.amazoncognito.com`,
        APP_URL: appUrl,
        SIGNED_OUT_URL: `${appUrl}/signed-out`,
        SESSION_COOKIE_NAME: "AWSELBAuthSessionCookie",
        SESSION_TIMEOUT: "3600",
    };
}

/** A load balancer and a user pool that sign. */
export interface Issuers {
    /** Their public keys, as files below the environment's `keysUrl`. */
    readonly keyFiles: Readonly<Record<string, string>>;
    /** What the load balancer adds to a request of a signed-in user. */
    headers(): Promise<Record<string, string>>;
}

/** Both, with new keys, under the same names each time. */
export async function createIssuers(): Promise<Issuers> {
    const loadBalancer = await generateKeyPair("ES256");
    const userPool = await generateKeyPair("RS256");
    const jwk = { ...(await exportJWK(userPool.publicKey)), kid: userPoolKey, alg: "RS256", use: "sig" };
    return {
        keyFiles: { [loadBalancerKey]: await exportSPKI(loadBalancer.publicKey), "jwks.json": JSON.stringify({ keys: [jwk] }) },
        headers: async () => ({
            "x-amzn-oidc-data": await signAsLoadBalancer(loadBalancer.privateKey),
            "x-amzn-oidc-identity": sub,
            "x-amzn-oidc-accesstoken": await signAsUserPool(userPool.privateKey),
        }),
    };
}

function signAsLoadBalancer(key: CryptoKey): Promise<string> {
    const exp = Math.floor(Date.now() / 1000) + 120;
    return new SignJWT({ sub, email: "ada@example.com", email_verified: "true", nickname: "Ada", iss: issuer })
        .setProtectedHeader({ typ: "JWT", alg: "ES256", kid: loadBalancerKey, iss: issuer, client: clientId, signer: loadBalancerArn, exp })
        .sign(key);
}

function signAsUserPool(key: CryptoKey): Promise<string> {
    return new SignJWT({ sub, username: "ada", token_use: "access", client_id: clientId, origin_jti: "session-1" })
        .setProtectedHeader({ alg: "RS256", kid: userPoolKey })
        .setIssuer(issuer)
        .setIssuedAt()
        .setExpirationTime("5m")
        .sign(key);
}
