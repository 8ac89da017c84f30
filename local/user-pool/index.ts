import { mkdirSync } from "node:fs";
import type { RequestListener } from "node:http";
import type { IdentityProvider, UserPool } from "../model";
import { cognitoApi } from "./api";
import { apiEndpoint } from "./api-endpoint";
import type { Challenge } from "./auth-challenges";
import { authorize, showLogin } from "./authorize";
import { createUserPool, type CreatedUser, type FirstUser } from "./create";
import { directory } from "./directory";
import { expiringMap, type Clock } from "./expiring-map";
import type { Front } from "./front";
import { hostedLogin } from "./hosted-login";
import { logout } from "./logout";
import { startMinistack } from "./ministack";
import { PENDING_LOGIN_LIFETIME, type PendingLogin } from "./pending-login";
import { revoke } from "./revoke";
import { listen, listener, type Listening, type Routes } from "./serve";
import { submitLogin } from "./sign-in";
import { signInAttempts } from "./sign-in-attempts";
import { ssoSessions } from "./sso-session";
import { temporaryPasswords } from "./temporary-passwords";
import { token } from "./token";
import { userInfo } from "./user-info";
import { jwks, openidConfiguration } from "./well-known";

export type { CreatedUser, FirstUser } from "./create";

export interface UserPoolOptions {
    readonly userPool: UserPool;
    readonly region: string;
    /** Path of a Python that has `local/requirements.txt` installed. */
    readonly python: string;
    /** Folder for the log and the state of `ministack`. Its state is removed at each start. */
    readonly stateDirectory: string;
    /** Port of the hosted pages; 0 takes a free one. */
    readonly loginPort: number;
    /** PEM. Must name {@link loginHost}. */
    readonly certificate: { readonly key: string; readonly cert: string };
    /** Local port of the declared https port: callback and logout URLs under `.localhost` get it. */
    readonly publicPort: number;
    /** The user to log in with. @default `demo`, `demo@example.com`, a random temporary password */
    readonly firstUser?: Partial<FirstUser>;
    /** Port of the back channel and the API; 0 takes a free one. @default 0 */
    readonly endpointPort?: number;
    /** More paths to answer at the endpoint, such as a load balancer's public keys. */
    readonly backChannel?: Readonly<Record<string, RequestListener>>;
    /** Gets one line for each failed request. @default none */
    readonly log?: (line: string) => void;
    /** @default Date.now */
    readonly clock?: Clock;
}

export interface RunningUserPool {
    /** Address for `aws cognito-idp --endpoint-url` and boto3; also the back channel: token, userInfo and revocation endpoints, JWKS. */
    readonly endpoint: string;
    /** Address of the hosted pages, such as `https://prefix.auth.localhost:8444`. */
    readonly loginUrl: string;
    /** From the declared pool's and clients' ids to the ones in use. */
    readonly ids: Readonly<Record<string, string>>;
    /** Who can log in, the first user first. */
    readonly users: readonly CreatedUser[];
    /** Rejects when `ministack` ends by itself; resolves after {@link close}. */
    readonly closed: Promise<void>;
    /** What a load balancer must know of a client. @throws Error when no such client is declared, or it has no secret */
    identityProvider(declaredClientId: string): IdentityProvider;
    close(): Promise<void>;
}

/** The host name of a pool's hosted pages; on AWS `<prefix>.auth.<region>.amazoncognito.com`. */
export function loginHost(userPool: UserPool): string {
    return `${userPool.domain.domain}.auth.localhost`;
}

/** Open to the app's server and to administrators: never to a browser, hence without CORS. */
const BACK_CHANNEL: Routes = {
    "POST /oauth2/token": token,
    "GET /oauth2/userInfo": userInfo,
    "POST /oauth2/userInfo": userInfo,
    "POST /oauth2/revoke": revoke,
};

/** What people's browsers see. */
const HOSTED: Routes = {
    ...BACK_CHANNEL,
    "GET /oauth2/authorize": authorize,
    "GET /login": showLogin,
    "POST /login": submitLogin,
    "GET /logout": logout,
};

/**
 * Starts the declared user pool on this machine: `ministack` behind our own front, with exactly the declared pool, clients, groups and users.
 *
 * @throws Error when it cannot start, when a port is taken, or when the program declares what cannot be served; nothing is left running then.
 */
export async function startUserPool(options: UserPoolOptions): Promise<RunningUserPool> {
    mkdirSync(options.stateDirectory, { recursive: true });
    const ministack = await startMinistack({ python: options.python, directory: options.stateDirectory, region: options.region });
    const servers: Listening[] = [];
    const close = async (): Promise<void> => {
        await Promise.all(servers.map((server) => server.close()));
        await ministack.close();
    };
    try {
        const api = cognitoApi(ministack.socketPath, options.region);
        const created = await createUserPool(api, options.userPool, options.publicPort, options.firstUser ?? {});
        const { front, endpoint } = await openFront(options, ministack.socketPath, created.userPoolId, servers);
        for (const { username } of created.users) front.temporaryPasswords.issued(username);
        return {
            endpoint,
            loginUrl: front.origin,
            ids: created.ids,
            users: created.users,
            closed: ministack.closed,
            close,
            identityProvider: (declaredClientId) => {
                const clientId = created.ids[declaredClientId];
                const clientSecret = created.clientSecrets[declaredClientId];
                if (clientId === undefined || clientSecret === undefined) {
                    throw new Error(
                        `The user pool client ${declaredClientId} cannot be used by a load balancer: it is not declared or has no secret.`,
                    );
                }
                return {
                    issuer: front.issuer,
                    authorizationEndpoint: `${front.origin}/oauth2/authorize`,
                    tokenEndpoint: `${endpoint}/oauth2/token`,
                    userInfoEndpoint: `${endpoint}/oauth2/userInfo`,
                    clientId,
                    clientSecret,
                };
            },
        };
    } catch (error) {
        await close();
        throw error;
    }
}

/** Opens both servers; whatever listens is in `servers`, even when the second one fails. */
async function openFront(
    options: UserPoolOptions,
    socketPath: string,
    userPoolId: string,
    servers: Listening[],
): Promise<{ front: Front; endpoint: string }> {
    const log = options.log ?? (() => undefined);
    // The pages' address holds the port, so the server comes first; both are complete before either gets a request.
    const opened: { front?: Front } = {};
    const host = loginHost(options.userPool);
    const hosted = listener(() => opened.front, { hosts: [host], routes: HOSTED, log });
    const login = await listen(options.loginPort, hosted, options.certificate);
    servers.push(login);
    const front = newFront(options, socketPath, userPoolId, login.port === 443 ? `https://${host}` : `https://${host}:${login.port}`);
    opened.front = front;
    const routes: Routes = {
        ...BACK_CHANNEL,
        "POST /": apiEndpoint,
        [`GET /${userPoolId}/.well-known/jwks.json`]: jwks,
        [`GET /${userPoolId}/.well-known/openid-configuration`]: openidConfiguration,
    };
    const extra = options.backChannel ?? {};
    const api = await listen(
        options.endpointPort ?? 0,
        listener(() => opened.front, { hosts: ["127.0.0.1", "localhost"], routes, extra, log }),
    );
    servers.push(api);
    return { front, endpoint: `http://127.0.0.1:${api.port}` };
}

function newFront({ userPool, region, clock = Date.now }: UserPoolOptions, socketPath: string, userPoolId: string, origin: string): Front {
    const login = hostedLogin(socketPath);
    return {
        origin,
        issuer: `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`,
        banner: userPool.domain.domain,
        socketPath,
        directory: directory(cognitoApi(socketPath, region), userPoolId),
        login,
        sessions: ssoSessions(login, clock),
        pending: expiringMap<PendingLogin>(PENDING_LOGIN_LIFETIME, clock),
        challenges: expiringMap<Challenge>(PENDING_LOGIN_LIFETIME, clock),
        attempts: signInAttempts(clock),
        temporaryPasswords: temporaryPasswords(clock),
        clock,
    };
}
