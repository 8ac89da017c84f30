import type { AuthenticateCognito, IdentityProvider } from "../model";
import { errorAnswer, redirectAnswer, type Answer } from "./answer";
import { AuthenticationFailed, createBackChannel, type BackChannel } from "./back-channel";
import { requestCookies } from "./cookies";
import { valuesOf, type HeaderList } from "./headers";
import { identityHeaders } from "./identity-headers";
import type { IdentitySigner } from "./identity-signer";
import { beginLogin, callbackPath, createLoginFinisher, type LoginRequest } from "./login";
import type { ReceivedRequest } from "./received-request";
import type { Sealer } from "./sealer";
import { isStale, type Session } from "./session";
import { sealSession, SessionTooLarge } from "./session-cookie";
import { createSessionReader } from "./session-reader";
import { createRefresher } from "./session-refresh";

/** The request may go on to the rule's next action. */
export interface Authenticated {
    /** For the target; none where `allow` let an unknown user pass. */
    readonly identityHeaders: HeaderList;
    /** For the response, where the session was refreshed. */
    readonly setCookies: readonly string[];
}

export interface AuthenticatorOptions {
    readonly sealer: Sealer;
    readonly signer: IdentitySigner;
    readonly identityProvider: (action: AuthenticateCognito) => IdentityProvider;
    readonly now: () => number;
    readonly log: (message: string) => void;
}

/** Runs a rule's authenticate-cognito action on a request: either an answer, or leave to go on. */
export type Authenticator = (action: AuthenticateCognito, request: ReceivedRequest) => Promise<Answer | Authenticated>;

/**
 * AWS: "Authenticate users using an Application Load Balancer". Fails closed: what is not a good session is no session.
 */
export function createAuthenticator({ sealer, signer, identityProvider, now, log }: AuthenticatorOptions): Authenticator {
    const readSession = createSessionReader(sealer, now);
    const finishLogin = createLoginFinisher(sealer, now);
    const refresh = createRefresher(now);
    const backChannels = new Map<string, BackChannel>();

    const loginRequest = (action: AuthenticateCognito, request: ReceivedRequest): LoginRequest => {
        const provider = identityProvider(action);
        const key = JSON.stringify(provider);
        const backChannel = backChannels.get(key) ?? createBackChannel(provider);
        backChannels.set(key, backChannel);
        return { request, cookies: requestCookies(request.headers), action, provider, backChannel };
    };

    const seal = ({ action, cookies, request }: LoginRequest, session: Session) =>
        sealSession(action.sessionCookieName, session, sealer, cookies, isCrossOrigin(request), now());

    const finish = async (login: LoginRequest): Promise<Answer> => {
        const { session, location } = await finishLogin(login);
        const cookies = seal(login, session).map((cookie) => ["Set-Cookie", cookie] as const);
        log(`${login.action.sessionCookieName}: logged in ${session.claims.sub}`);
        return redirectAnswer(302, location, cookies);
    };

    /** The session of the request, refreshed where need be, and what the refresh means for the browser. */
    const current = async (login: LoginRequest): Promise<{ session: Session; setCookies: string[] } | undefined> => {
        const session = readSession(login.action, login.provider, login.cookies);
        if (session === undefined || !isStale(session, now())) {
            return session && { session, setCookies: [] };
        }
        try {
            const refreshed = await refresh(session, login.backChannel);
            return { session: refreshed, setCookies: refreshed === session ? [] : seal(login, refreshed) };
        } catch (error) {
            if (error instanceof AuthenticationFailed) {
                log(`${login.action.sessionCookieName}: refresh failed: ${error.message}`);
                return undefined;
            }
            throw error;
        }
    };

    return async (action, request) => {
        const login = loginRequest(action, request);
        try {
            if (request.path === callbackPath && request.method === "GET") {
                return await finish(login);
            }
            const found = await current(login);
            if (found !== undefined) {
                return { identityHeaders: identityHeaders(found.session, signer, now()), setCookies: found.setCookies };
            }
        } catch (error) {
            return failure(action, error, log);
        }
        switch (action.onUnauthenticatedRequest) {
            case "authenticate":
                return beginLogin(login, sealer, now());
            case "allow":
                return { identityHeaders: [], setCookies: [] };
            case "deny":
                return errorAnswer(401);
        }
    };
}

function failure(action: AuthenticateCognito, error: unknown, log: (message: string) => void): Answer {
    if (error instanceof AuthenticationFailed) {
        log(`${action.sessionCookieName}: ${error.status}: ${error.message}`);
        return errorAnswer(error.status);
    }
    if (error instanceof SessionTooLarge) {
        log(`${action.sessionCookieName}: 500: AuthUserinfoResponseSizeExceeded: ${error.message}`);
        return errorAnswer(500);
    }
    throw error;
}

/** "This cookie contains the SameSite=None attribute with CORS (cross-origin resource sharing) requests." */
function isCrossOrigin(request: ReceivedRequest): boolean {
    const [origin] = valuesOf(request.headers, "origin");
    return origin !== undefined && origin.toLowerCase() !== `${request.protocol.toLowerCase()}://${request.host.toLowerCase()}`;
}
