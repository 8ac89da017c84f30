import type { UserPool } from "../model";
import { cognitoApi } from "./api";
import { apiEndpoint } from "./api-endpoint";
import type { Challenge } from "./challenge";
import { authorize, showLogin } from "./authorize";
import type { AuthorizeRequest } from "./authorize-request";
import { directory, type Directory } from "./directory";
import { expiringMap } from "./expiring-map";
import { federation, type Federation } from "./federation";
import { finishFederation } from "./federation/sign-in";
import type { Front } from "./front";
import { hostedLogin } from "./hosted-login";
import { logout } from "./logout";
import type { UserPoolOptions } from "./options";
import { PENDING_LOGIN_LIFETIME, type PendingLogin } from "./pending-login";
import { banner } from "./pages/banner";
import { revoke } from "./revoke";
import { secondFactors } from "./second-factor";
import { listen, listener, type Listening, type Routes } from "./serve";
import { submitLogin } from "./sign-in";
import { signInAttempts } from "./sign-in-attempts";
import { newAccessKey } from "./signature";
import { ssoSessions } from "./sso-session";
import { temporaryPasswords } from "./temporary-passwords";
import { token } from "./token";
import { userInfo } from "./user-info";
import { jwks, openidConfiguration } from "./well-known";

/** The host name of a pool's hosted pages; on AWS `<prefix>.auth.<region>.amazoncognito.com`, or the declared one. */
export function loginHost({ domain: { domain, custom } }: UserPool): string {
    return custom ? `${domain}.localhost` : `${domain}.auth.localhost`;
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
    "GET /oauth2/idpresponse": finishFederation,
    "GET /login": showLogin,
    "POST /login": submitLogin,
    "GET /logout": logout,
};

/**
 * Opens both servers; whatever listens is in `servers`, even when the second one fails.
 *
 * @throws Error when a port is taken.
 */
export async function openFront(
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

function newFront(options: UserPoolOptions, socketPath: string, userPoolId: string, origin: string): Front {
    const { userPool, region, clock = Date.now, log = () => undefined, providerCa } = options;
    const login = hostedLogin(socketPath);
    const other: Federation = federation({ userPool, userPoolId, socketPath, clock, log, providerCa });
    const pool = directory(cognitoApi(socketPath, region), userPoolId);
    return {
        origin,
        issuer: `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`,
        region,
        accessKey: newAccessKey(),
        banner: banner(userPool),
        socketPath,
        directory: pool,
        login,
        sessions: ssoSessions(login, federatedCodes(pool, other), clock),
        federation: other,
        pending: expiringMap<PendingLogin>(PENDING_LOGIN_LIFETIME, clock),
        challenges: expiringMap<Challenge>(PENDING_LOGIN_LIFETIME, clock),
        attempts: signInAttempts(clock),
        secondFactors: secondFactors(clock),
        temporaryPasswords: temporaryPasswords(clock),
        clock,
        log,
    };
}

/** Codes for users without a password, as long as they are there and enabled. */
function federatedCodes(pool: Directory, other: Federation): (request: AuthorizeRequest, username: string) => Promise<string | undefined> {
    return async (request, username) => ((await pool.user(username))?.enabled === true ? other.issueCode(request, username) : undefined);
}
