import type { AuthenticateCognito, IdentityProvider } from "../model";
import { errorAnswer, redirectAnswer, type Answer } from "./answer";
import { AuthenticationFailed, createBackChannel, type BackChannel } from "./back-channel";
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

/** What an authenticator keeps between requests. */
interface Parts extends AuthenticatorOptions {
    readonly readSession: ReturnType<typeof createSessionReader>;
    readonly finishLogin: ReturnType<typeof createLoginFinisher>;
    readonly refresh: ReturnType<typeof createRefresher>;
    readonly backChannel: (provider: IdentityProvider) => BackChannel;
}

/**
 * AWS: "Authenticate users using an Application Load Balancer". Fails closed: what is not a good session is no session.
 */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
    const { sealer, now } = options;
    const parts: Parts = {
        ...options,
        readSession: createSessionReader(sealer, now),
        finishLogin: createLoginFinisher(sealer, now),
        refresh: createRefresher(now),
        backChannel: keptBackChannels(),
    };
    return async (action, request) => {
        const provider = options.identityProvider(action);
        const login: LoginRequest = { request, action, provider, backChannel: () => parts.backChannel(provider) };
        try {
            if (request.path === callbackPath && request.method === "GET") {
                return await finish(login, parts);
            }
            const found = await currentSession(login, parts);
            if (found !== undefined) {
                return { identityHeaders: identityHeaders(found.session, options.signer, now()), setCookies: found.setCookies };
            }
        } catch (error) {
            return failure(action, error, options.log);
        }
        return unauthenticated(login, parts);
    };
}

/** One back channel for each provider, made when it is first needed. */
function keptBackChannels(): Parts["backChannel"] {
    const kept = new Map<string, BackChannel>();
    return (provider) => {
        const key = JSON.stringify(provider);
        const backChannel = kept.get(key) ?? createBackChannel(provider);
        kept.set(key, backChannel);
        return backChannel;
    };
}

async function finish(login: LoginRequest, { finishLogin, sealer, now, log }: Parts): Promise<Answer> {
    const { session, location } = await finishLogin(login);
    const cookies = seal(login, session, sealer, now()).map((cookie) => ["Set-Cookie", cookie] as const);
    log(`${login.action.sessionCookieName}: logged in ${session.claims.sub}`);
    return redirectAnswer(302, location, cookies);
}

/** The session of the request, refreshed where need be, and what the refresh means for the browser. */
async function currentSession(
    login: LoginRequest,
    { readSession, refresh, sealer, now, log }: Parts,
): Promise<{ readonly session: Session; readonly setCookies: readonly string[] } | undefined> {
    const { action, provider, request, backChannel } = login;
    const session = readSession(action, provider, request.cookies);
    if (session === undefined || !isStale(session, now())) {
        return session && { session, setCookies: [] };
    }
    try {
        const refreshed = await refresh(session, backChannel);
        return { session: refreshed, setCookies: refreshed === session ? [] : seal(login, refreshed, sealer, now()) };
    } catch (error) {
        if (error instanceof AuthenticationFailed) {
            log(`${action.sessionCookieName}: refresh failed: ${error.message}`);
            return undefined;
        }
        throw error;
    }
}

function seal({ action, request }: LoginRequest, session: Session, sealer: Sealer, now: number): string[] {
    return sealSession(action.sessionCookieName, session, sealer, request.cookies, isCrossOrigin(request), now);
}

function unauthenticated(login: LoginRequest, { sealer, now }: Parts): Answer | Authenticated {
    switch (login.action.onUnauthenticatedRequest) {
        case "authenticate":
            return beginLogin(login, sealer, now());
        case "allow":
            return { identityHeaders: [], setCookies: [] };
        case "deny":
            return errorAnswer(401);
    }
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
