import { mkdirSync } from "node:fs";
import type { IdentityProvider } from "../model";
import { cognitoApi } from "./api";
import { createUserPool, type CreatedUser, type CreatedUserPool } from "./create";
import type { Front } from "./front";
import { startMinistack, type Ministack } from "./ministack";
import { openFront } from "./open-front";
import type { UserPoolOptions } from "./options";
import type { Listening } from "./serve";
import type { AccessKey } from "./signature";

export type { CreatedUser, FirstUser } from "./create";
export { loginHost } from "./open-front";
export type { UserPoolOptions } from "./options";
export type { AccessKey } from "./signature";

/** A user pool that is served on this machine. */
export interface RunningUserPool {
    /** Address for `aws cognito-idp --endpoint-url` and boto3; also the back channel: token, userInfo and revocation endpoints, JWKS. */
    readonly endpoint: string;
    /** What calls of the API at the endpoint are signed with. New at each start. */
    readonly accessKey: AccessKey;
    /** Address of the hosted pages, such as `https://prefix.auth.localhost:8444`. */
    readonly loginUrl: string;
    /** From the declared pool's and clients' ids to the ones in use. */
    readonly ids: Readonly<Record<string, string>>;
    /** Who can log in, the first user first. */
    readonly users: readonly CreatedUser[];
    /** How many declared users may not. */
    readonly disabledUsers: number;
    /** Rejects when `ministack` ends by itself; resolves after {@link close}. */
    readonly closed: Promise<void>;
    /** What a load balancer must know of a client. @throws Error when no such client is declared, or it has no secret */
    identityProvider(declaredClientId: string): IdentityProvider;
    close(): Promise<void>;
}

/**
 * Starts the declared user pool on this machine: `ministack` behind our own front, with exactly the declared pool, clients, groups and users.
 *
 * @throws Error when it cannot start, when a port is taken, or when Cognito refuses what is declared; nothing is left running then.
 */
export async function startUserPool(options: UserPoolOptions): Promise<RunningUserPool> {
    mkdirSync(options.stateDirectory, { recursive: true });
    return serveUserPool(
        await startMinistack({ python: options.python, directory: options.stateDirectory, region: options.region }),
        options,
    );
}

/**
 * Serves the declared user pool with a `ministack` that runs already; closes that when it is closed itself.
 *
 * @throws Error when a port is taken, or when Cognito refuses what is declared; ministack is closed then.
 */
export async function serveUserPool(ministack: Ministack, options: UserPoolOptions): Promise<RunningUserPool> {
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
            accessKey: front.accessKey,
            loginUrl: front.origin,
            ids: created.ids,
            users: created.users,
            disabledUsers: created.disabledUsers,
            closed: ministack.closed,
            close,
            identityProvider: (declaredClientId) => identityProvider(declaredClientId, created, front, endpoint),
        };
    } catch (error) {
        await close();
        throw error;
    }
}

function identityProvider(declaredClientId: string, created: CreatedUserPool, front: Front, endpoint: string): IdentityProvider {
    const clientId = created.ids[declaredClientId];
    const clientSecret = created.clientSecrets[declaredClientId];
    if (clientId === undefined || clientSecret === undefined) {
        throw new Error(`The user pool client ${declaredClientId} cannot be used by a load balancer: it is not declared or has no secret.`);
    }
    return {
        issuer: front.issuer,
        authorizationEndpoint: `${front.origin}/oauth2/authorize`,
        tokenEndpoint: `${endpoint}/oauth2/token`,
        userInfoEndpoint: `${endpoint}/oauth2/userInfo`,
        clientId,
        clientSecret,
    };
}
