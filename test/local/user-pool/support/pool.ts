import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import type { IdentityProvider, UserPool } from "../../../../local/model";
import type { RunningUserPool, UserPoolOptions } from "../../../../local/user-pool";
import { signature } from "../../../../local/user-pool/signature";
import { browser, type Browser, type Page } from "./browser";
import { declaredPool, REGION } from "./declared";
import { startOnIdleMinistack } from "./idle-ministack";
import { pythonWithMinistack } from "./python";

export const PUBLIC_PORT = 8443;
export const LOCAL_CALLBACK = `https://app.example.localhost:${PUBLIC_PORT}/oauth2/idpresponse`;
export const LOCAL_SIGNED_OUT = `https://app.example.localhost:${PUBLIC_PORT}/signed-out`;
export const NEW_PASSWORD = "Correct-horse-7";

/** A started pool, and what a test does with it. */
export interface TestPool {
    readonly running: RunningUserPool;
    readonly idp: IdentityProvider;
    readonly ca: string;
    /** The pool's clock, which tests move. */
    readonly time: { now: number };
    browser(): Browser;
    authorizeUrl(changes?: Readonly<Record<string, string | undefined>>): string;
    /** POST to a back-channel path with the client's id and secret by HTTP Basic, unless said otherwise. */
    post(
        path: string,
        form: Readonly<Record<string, string>>,
        authorization?: string | null,
    ): Promise<{ status: number; body: Record<string, unknown> }>;
    /** One operation of the Cognito API at the endpoint, as the aws CLI would send it. */
    api(
        operation: string,
        input: Readonly<Record<string, unknown>>,
        signed?: boolean,
    ): Promise<{ status: number; body: Record<string, unknown> }>;
    /** Makes a user who has chosen NEW_PASSWORD already. */
    user(username: string): Promise<void>;
    /** Signs a user in and returns the page that follows the password. */
    signIn(browser: Browser, username: string, password: string, changes?: Readonly<Record<string, string>>): Promise<Page>;
    /** Signs a fresh user in and exchanges the code. */
    tokens(username: string): Promise<Record<string, string>>;
    stop(): Promise<void>;
}

let made: Promise<{ key: string; cert: string }> | undefined;

function certificate(): Promise<{ key: string; cert: string }> {
    made ??= generate([{ name: "commonName", value: "test" }], {
        algorithm: "sha256",
        extensions: [
            { name: "basicConstraints", cA: true, critical: true },
            { name: "subjectAltName", altNames: [{ type: 2, value: "app-login.auth.localhost" }] },
        ],
    }).then((pems) => ({ key: pems.private, cert: pems.cert }));
    return made;
}

/** @param start `startUserPool` for what is about the start itself. @default the same in every way, but for the process, which others have used before */
export async function startTestPool(
    userPool: UserPool = declaredPool(),
    options: Partial<UserPoolOptions> = {},
    start: (options: UserPoolOptions) => Promise<RunningUserPool> = startOnIdleMinistack,
): Promise<TestPool> {
    const stateDirectory = mkdtempSync(join(tmpdir(), "user-pool-test-"));
    const time = { now: Date.now() };
    const pem = await certificate();
    const running = await start({
        userPool,
        region: REGION,
        python: await pythonWithMinistack(),
        stateDirectory,
        loginPort: 0,
        certificate: pem,
        publicPort: PUBLIC_PORT,
        clock: () => time.now,
        ...options,
    });
    const idp = running.identityProvider("declared-client");
    const pool: TestPool = {
        running,
        idp,
        ca: pem.cert,
        time,
        browser: () => browser(running.loginUrl, pem.cert),
        authorizeUrl: (changes = {}) => authorizeUrl(idp, changes),
        post: async (path, form, authorization = basic(idp.clientId, idp.clientSecret)) => {
            const headers = authorization === null ? {} : { authorization };
            const response = await fetch(running.endpoint + path, { method: "POST", headers, body: new URLSearchParams(form) });
            return { status: response.status, body: parse(await response.text()) };
        },
        api: async (operation, input, signed = true) => {
            const headers: Record<string, string> = {
                "content-type": "application/x-amz-json-1.1",
                "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
            };
            const body = JSON.stringify({ ...(signed && { UserPoolId: running.ids[userPool.id] }), ...input });
            if (signed) Object.assign(headers, sign(running, headers, body));
            const response = await fetch(running.endpoint, { method: "POST", headers, body });
            return { status: response.status, body: parse(await response.text()) };
        },
        user: async (username) => {
            const attributes = { email: `${username}@example.com`, email_verified: "true", nickname: username };
            const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
            await ok(pool.api("AdminCreateUser", { Username: username, UserAttributes, MessageAction: "SUPPRESS" }));
            await ok(pool.api("AdminSetUserPassword", { Username: username, Password: NEW_PASSWORD, Permanent: true }));
        },
        signIn: async (user, username, password, changes) =>
            user.submit(await user.open(authorizeUrl(idp, changes ?? {})), { username, password }),
        tokens: async (username) => {
            await pool.user(username);
            const { location } = await pool.signIn(pool.browser(), username, NEW_PASSWORD);
            const code = new URL(location).searchParams.get("code") ?? "";
            const { status, body } = await pool.post("/oauth2/token", {
                grant_type: "authorization_code",
                code,
                redirect_uri: LOCAL_CALLBACK,
            });
            if (status !== 200) throw new Error(JSON.stringify(body));
            return body as Record<string, string>;
        },
        stop: async () => {
            await running.close();
            rmSync(stateDirectory, { recursive: true, force: true });
        },
    };
    return pool;
}

function authorizeUrl(idp: IdentityProvider, changes: Readonly<Record<string, string | undefined>>): string {
    const parameters: Record<string, string | undefined> = {
        response_type: "code",
        client_id: idp.clientId,
        redirect_uri: LOCAL_CALLBACK,
        scope: "openid email profile",
        state: "s t&te",
        ...changes,
    };
    const entries = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return `${idp.authorizationEndpoint}?${new URLSearchParams(entries).toString()}`;
}

export function basic(id: string, secret: string): string {
    return `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
}

/** The headers that make a call an administrator's. */
export function sign(
    { endpoint, accessKey: { accessKeyId, secretAccessKey } }: Pick<RunningUserPool, "endpoint" | "accessKey">,
    headers: Readonly<Record<string, string>>,
    body: string,
): Record<string, string> {
    const date = { "x-amz-date": "20260101T000000Z" };
    const names = ["host", "x-amz-date", "x-amz-target"];
    const signed = { ...headers, ...date, host: new URL(endpoint).host };
    const hex = signature({ headers: signed, body }, names, { day: "20260101", region: REGION, service: "cognito-idp" }, secretAccessKey);
    const credential = `${accessKeyId}/20260101/${REGION}/cognito-idp/aws4_request`;
    return { ...date, authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(";")}, Signature=${hex}` };
}

/** The body of an API call that must succeed. */
export async function ok(call: Promise<{ status: number; body: Record<string, unknown> }>): Promise<Record<string, unknown>> {
    const { status, body } = await call;
    if (status !== 200) throw new Error(`Expected success: ${JSON.stringify(body)}`);
    return body;
}

function parse(text: string): Record<string, unknown> {
    return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}
