import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from "jose";
import { generate } from "selfsigned";
import { Agent, fetch } from "undici";

/** Claims of whoever signs in at the provider. */
export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

/** An OpenID Connect provider of somebody else's, `oidc-provider`, on this machine. */
export interface OidcServer {
    readonly issuer: string;
    /** What it must be trusted by. PEM. */
    readonly ca: string;
    /** Who signs in next. */
    account: Claims;
    /** Changes the claims of the next ID tokens, which the provider signs all the same. */
    tamper: ((claims: Record<string, unknown>) => Record<string, unknown>) | undefined;
    /** Whether the next ID tokens are signed by somebody else. */
    forges: boolean;
    /** Makes the pool a client of it: the address to come back to is known when the pool runs. */
    register(redirectUri: string): Promise<void>;
    /** Goes where a browser is sent, signs in, and answers with where the provider sends it back to. */
    visit(url: string): Promise<string>;
    close(): Promise<void>;
}

/** The parts of `oidc-provider` that are used; it has no types of its own. */
type ProviderClass = new (
    issuer: string,
    configuration: object,
) => {
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
    interactionDetails(
        request: IncomingMessage,
        response: ServerResponse,
    ): Promise<{ readonly params: { readonly client_id: string; readonly scope: string } }>;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
    readonly Grant: new (of: { accountId: string; clientId: string }) => { addOIDCScope(scope: string): void; save(): Promise<string> };
};

export const CLIENT = { id: "pool", secret: "a-secret-of-the-pool" };

/**
 * @param people whoever comes is asked on a page which of them they are, once a browser. @default nobody is asked anything: whoever `account` says
 *     signs in
 */
export async function startOidcServer(people?: readonly Claims[]): Promise<OidcServer> {
    const pems = await generate([{ name: "commonName", value: "127.0.0.1" }], {
        algorithm: "sha256",
        extensions: [
            { name: "basicConstraints", cA: true, critical: true },
            { name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] },
        ],
    });
    const keys = await generateKeyPair("RS256", { extractable: true });
    const others = await generateKeyPair("RS256");
    const state: { handler?: Handler } = {};
    const server = createServer({ key: pems.private, cert: pems.cert }, (request, response) => state.handler?.(request, response));
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const issuer = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const oidc: OidcServer = {
        issuer,
        ca: pems.cert,
        account: { sub: "1" },
        tamper: undefined,
        forges: false,
        register: async (redirectUri) => {
            state.handler = await handlerOf(oidc, redirectUri, keys.privateKey, others.privateKey, people);
        },
        visit: (url) => visit(url, issuer, pems.cert),
        close: () =>
            new Promise((resolve) => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
    return oidc;
}

type Key = Awaited<ReturnType<typeof generateKeyPair>>["privateKey"];

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function handlerOf(
    oidc: OidcServer,
    redirectUri: string,
    key: Key,
    othersKey: Key,
    people: readonly Claims[] | undefined,
): Promise<Handler> {
    const name = ["oidc", "provider"].join("-");
    const { default: Provider } = (await import(name)) as { default: ProviderClass };
    const provider = new Provider(oidc.issuer, {
        clients: [
            {
                client_id: CLIENT.id,
                client_secret: CLIENT.secret,
                redirect_uris: [redirectUri],
                token_endpoint_auth_method: "client_secret_post",
            },
        ],
        jwks: { keys: [{ ...(await exportJWK(key)), alg: "RS256", use: "sig", kid: "key" }] },
        cookies: { keys: [randomBytes(32).toString("hex")] },
        claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
        features: { devInteractions: { enabled: false } },
        pkce: { required: () => false },
        ttl: { Interaction: 600, Session: 600, Grant: 600, IdToken: 600, AccessToken: 600, AuthorizationCode: 60 },
        interactions: { url: () => "/interaction" },
        findAccount: (_: unknown, sub: string) => ({
            accountId: sub,
            claims: () => people?.find((person) => person.sub === sub) ?? oidc.account,
        }),
    });
    const finish = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
        const account = people === undefined ? oidc.account : await chosen(people, request);
        if (account === undefined) {
            response.setHeader("content-type", "text/html").end(loginPage);
            return;
        }
        const { params } = await provider.interactionDetails(request, response);
        const grant = new provider.Grant({ accountId: account.sub, clientId: params.client_id });
        grant.addOIDCScope(params.scope);
        const result = { login: { accountId: account.sub }, consent: { grantId: await grant.save() } };
        await provider.interactionFinished(request, response, result);
    };
    const resign = async (token: string): Promise<string> => {
        const claims = decodeJwt(token) as Record<string, unknown>;
        return new SignJWT(oidc.tamper?.(claims) ?? claims)
            .setProtectedHeader({ alg: "RS256", kid: "key" })
            .sign(oidc.forges ? othersKey : key);
    };
    const callback = provider.callback();
    return (request, response) => {
        if (request.url?.startsWith("/interaction") === true) {
            void finish(request, response);
            return;
        }
        if (request.url === "/token") changeTokens(response, resign);
        callback(request, response);
    };
}

const loginPage = `<!doctype html><html lang="en"><title>Company</title><h1>Sign in to Company</h1>
<form method="post"><label>Account <input name="account" required autofocus></label> <button>Sign in</button></form></html>`;

/** Who the sent form says; undefined where nothing was sent, or nobody is called so. */
async function chosen(people: readonly Claims[], request: IncomingMessage): Promise<Claims | undefined> {
    const account = new URLSearchParams(await text(request)).get("account");
    return people.find(({ sub }) => sub === account);
}

/** Has the ID token in a token endpoint's answer signed anew. */
function changeTokens(response: ServerResponse, resign: (token: string) => Promise<string>): void {
    const end = response.end.bind(response) as (body: string) => ServerResponse;
    response.end = ((body?: unknown) => {
        const answer = JSON.parse(String(body)) as Record<string, unknown>;
        void (typeof answer["id_token"] === "string" ? resign(answer["id_token"]) : Promise.resolve(undefined)).then((token) => {
            const text = JSON.stringify(token === undefined ? answer : { ...answer, id_token: token });
            response.removeHeader("content-length");
            end(text);
        });
        return response;
    }) as typeof response.end;
}

/** A browser at the provider: its cookies, and its redirects as long as they stay there. */
async function visit(start: string, issuer: string, ca: string): Promise<string> {
    const dispatcher = new Agent({ connect: { ca } });
    const cookies = new Map<string, string>();
    let url = start;
    while (url.startsWith(`${issuer}/`)) {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
        const response = await fetch(url, { dispatcher, redirect: "manual", headers: cookie === "" ? {} : { cookie } });
        for (const line of response.headers.getSetCookie()) {
            const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
            cookies.set(name, value);
        }
        const location = response.headers.get("location");
        if (location === null) throw new Error(`The provider stays at ${url} with ${response.status}: ${await response.text()}`);
        url = new URL(location, url).href;
    }
    await dispatcher.close();
    return url;
}
