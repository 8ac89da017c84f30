import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import { generateKeyPair, SignJWT } from "jose";

import type { IdentityProvider } from "../../../../local/model";

/** A small OpenID Connect provider whose user is always willing. Everything that a test turns is a field. */
export interface FakeProvider {
    readonly settings: IdentityProvider;
    /** Of the user info endpoint. */
    claims: Record<string, unknown>;
    /** Seconds; undefined: no `expires_in`. */
    expiresIn: number | undefined;
    /** Answer of the token endpoint instead of tokens. */
    tokenError: { status: number; body: unknown } | undefined;
    userInfoStatus: number;
    refreshes: number;
    userInfoCalls: number;
    /** Milliseconds that the token endpoint takes. */
    delay: number;
    /** Replaces claims of the ID token. */
    idToken: Record<string, unknown>;
    withIdToken: boolean;
    /** The browser's part: signs in at this authorization URL, and returns the callback URL that the browser is sent to. */
    readonly signIn: (authorizationUrl: string) => URL;
    /** Current access token. */
    accessToken: string;
    readonly close: () => void;
}

const keys = generateKeyPair("RS256");

export async function startProvider(): Promise<FakeProvider> {
    const codes = new Map<string, { nonce: string; redirectUri: string }>();
    const server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider: FakeProvider = {
        settings: {
            issuer: "https://idp.example/pool",
            authorizationEndpoint: "https://login.localhost/oauth2/authorize",
            tokenEndpoint: `${origin}/token`,
            userInfoEndpoint: `${origin}/userinfo`,
            clientId: "client-1",
            clientSecret: "secret+/=1",
        },
        claims: { sub: "user-1", email: "user@example.com" },
        expiresIn: 3600,
        tokenError: undefined,
        userInfoStatus: 200,
        refreshes: 0,
        userInfoCalls: 0,
        delay: 0,
        idToken: {},
        withIdToken: true,
        accessToken: "",
        signIn(authorizationUrl) {
            const { searchParams } = new URL(authorizationUrl);
            const code = randomUUID();
            codes.set(code, { nonce: searchParams.get("nonce") ?? "", redirectUri: searchParams.get("redirect_uri") ?? "" });
            const callback = new URL(searchParams.get("redirect_uri") ?? "");
            callback.searchParams.set("code", code);
            callback.searchParams.set("state", searchParams.get("state") ?? "");
            return callback;
        },
        close: () => server.close().closeAllConnections(),
    };

    const send = (response: ServerResponse, status: number, body: unknown) =>
        response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));

    async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const body = new URLSearchParams(await text(request));
        await new Promise((resolve) => setTimeout(resolve, provider.delay));
        if (request.url === "/userinfo") {
            provider.userInfoCalls++;
            const known = request.headers.authorization === `Bearer ${provider.accessToken}`;
            send(response, known ? provider.userInfoStatus : 401, provider.claims);
            return;
        }
        // Both parts are form-encoded before they are base64-encoded (RFC 6749 section 2.3.1).
        const basic = Buffer.from((request.headers.authorization ?? "").replace(/^Basic /, ""), "base64").toString();
        if (basic.split(":").map(decodeURIComponent).join(":") !== "client-1:secret+/=1") {
            return void send(response, 401, { error: "invalid_client" });
        }
        if (provider.tokenError !== undefined) {
            return void send(response, provider.tokenError.status, provider.tokenError.body);
        }
        if (body.get("grant_type") === "refresh_token") {
            // Rotation: each refresh token is good once.
            if (body.get("refresh_token") !== `refresh-${provider.refreshes}`) {
                return void send(response, 400, { error: "invalid_grant" });
            }
            provider.refreshes++;
            return void send(response, 200, await tokens());
        }
        const code = codes.get(body.get("code") ?? "");
        codes.delete(body.get("code") ?? "");
        if (code?.redirectUri !== body.get("redirect_uri")) {
            return void send(response, 400, { error: "invalid_grant" });
        }
        send(response, 200, await tokens(code.nonce));
    }

    async function tokens(nonce?: string): Promise<Record<string, unknown>> {
        provider.accessToken = provider.accessToken.startsWith("fixed") ? provider.accessToken : `access-${randomUUID()}`;
        const claims = { nonce, ...provider.idToken };
        const idToken = new SignJWT(claims).setProtectedHeader({ alg: "RS256" }).setIssuedAt().setExpirationTime("1h");
        idToken.setIssuer((claims as { iss?: string }).iss ?? provider.settings.issuer).setSubject("user-1");
        idToken.setAudience((claims as { aud?: string }).aud ?? "client-1");
        return {
            access_token: provider.accessToken,
            token_type: "Bearer",
            refresh_token: `refresh-${provider.refreshes}`,
            ...(provider.expiresIn !== undefined && { expires_in: provider.expiresIn }),
            ...(provider.withIdToken && { id_token: await idToken.sign((await keys).privateKey) }),
        };
    }
    return provider;
}
