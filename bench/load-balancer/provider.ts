import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from "jose";

/** An OpenID Connect provider with one user who is always signed in: as much of one as a load balancer and Apache ask for. */
export interface Provider {
    /** The issuer, and what the load balancer asks. */
    readonly origin: string;
    /** The same over TLS, which mod_auth_openidc insists on. */
    readonly tlsOrigin: string;
    readonly clientId: string;
    readonly clientSecret: string;
    /** The browser's part. @returns where the provider sends it back to */
    readonly signIn: (authorizationUrl: string) => URL;
    readonly close: () => void;
}

const user = { sub: "user-1", email: "user@example.com", email_verified: "true", nickname: "User" };

const clientId = "bench";

/** About as long as an access token of Cognito is. */
const accessToken = "a".repeat(1000);

export async function startProvider(certificate: { readonly key: string; readonly cert: string }): Promise<Provider> {
    const { privateKey, publicKey } = await generateKeyPair("RS256");
    const jwk = { ...(await exportJWK(publicKey)), kid: "1", alg: "RS256", use: "sig" };
    const nonces = new Map<string, string>();
    const answers: Readonly<Record<string, (body: URLSearchParams) => Promise<unknown>>> = {
        "/jwks": () => Promise.resolve({ keys: [jwk] }),
        "/userinfo": () => Promise.resolve(user),
        "/token": async (body) => ({
            access_token: accessToken,
            token_type: "Bearer",
            expires_in: 3600,
            refresh_token: "refresh",
            id_token: await idToken(nonces.get(body.get("code") ?? "") ?? "", origin, privateKey),
        }),
    };
    const listener: RequestListener = (request, response) => {
        void text(request).then(async (body) => {
            const answer = answers[request.url ?? ""];
            response.writeHead(answer === undefined ? 404 : 200, { "Content-Type": "application/json" });
            response.end(JSON.stringify((await answer?.(new URLSearchParams(body))) ?? {}));
        });
    };
    const servers = [createServer(listener), createTlsServer(certificate, listener)];
    const [port = 0, tlsPort = 0] = await Promise.all(servers.map(listen));
    const origin = `http://127.0.0.1:${port}`;
    return {
        origin,
        tlsOrigin: `https://127.0.0.1:${tlsPort}`,
        clientId,
        clientSecret: "secret",
        signIn: (authorizationUrl) => signIn(authorizationUrl, nonces),
        close: () => servers.forEach((server) => server.close().closeAllConnections()),
    };
}

function idToken(nonce: string, issuer: string, privateKey: CryptoKey): Promise<string> {
    return new SignJWT({ nonce, ...user })
        .setProtectedHeader({ alg: "RS256", kid: "1" })
        .setIssuer(issuer)
        .setAudience(clientId)
        .setIssuedAt()
        .setExpirationTime("1h")
        .sign(privateKey);
}

/** @param nonces by code */
function signIn(authorizationUrl: string, nonces: Map<string, string>): URL {
    const { searchParams } = new URL(authorizationUrl);
    const code = String(nonces.size + 1);
    nonces.set(code, searchParams.get("nonce") ?? "");
    const callback = new URL(searchParams.get("redirect_uri") ?? "");
    callback.searchParams.set("code", code);
    callback.searchParams.set("state", searchParams.get("state") ?? "");
    return callback;
}

async function listen(server: Server): Promise<number> {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
}
