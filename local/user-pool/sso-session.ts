import type { IncomingMessage } from "node:http";
import type { AuthorizeRequest } from "./authorize-request";
import { expiringMap, type Clock } from "./expiring-map";
import type { HostedLogin } from "./hosted-login";
import { cookie, setCookie } from "./http";

/** Cognito's own session cookie, on the login's host only. */
const SESSION_COOKIE = "cognito";

/** Seconds. "The session cookie is valid for 1 hour" ("Managed login", Amazon Cognito Developer Guide); using it does not prolong it. */
const SESSION_DURATION = 3_600;

/** The browser's session with the login pages: whoever signed in within the hour is not asked again. */
export interface SsoSessions {
    /** Starts a session and returns its cookie. */
    start(username: string, password: string): string;
    /** The same for a user of another identity provider. */
    startFederated(username: string): string;
    /** The app's callback URL with a code for the user of the request's session; undefined when a login is needed. */
    resume(incoming: IncomingMessage, request: AuthorizeRequest): Promise<string | undefined>;
    /** Ends the request's session and returns the cookie that clears it. */
    end(incoming: IncomingMessage): string;
}

type FederatedCode = (request: AuthorizeRequest, username: string) => Promise<string | undefined>;

interface Session {
    readonly username: string;
    readonly password: string | undefined;
}

/**
 * ministack mints a code only against a password, so a session keeps the one it began with: in memory, for the hour, as ministack itself does.
 * A session therefore ends early when the password changes or the user is disabled.
 *
 * @param federatedCode the app's callback URL with a code for a user who has no password; undefined where the user may not sign in
 */
export function ssoSessions(login: HostedLogin, federatedCode: FederatedCode, clock: Clock): SsoSessions {
    const sessions = expiringMap<Session>(SESSION_DURATION * 1000, clock);
    const codeFor = async (request: AuthorizeRequest, { username, password }: Session): Promise<string | undefined> => {
        if (password === undefined) return federatedCode(request, username);
        const result = await login.signIn(request, username, password);
        return result.kind === "code" ? result.location : undefined;
    };
    return {
        startFederated: (username) => setCookie(SESSION_COOKIE, sessions.add({ username, password: undefined }), SESSION_DURATION),
        start: (username, password) => setCookie(SESSION_COOKIE, sessions.add({ username, password }), SESSION_DURATION),
        resume: async (incoming, request) => {
            const session = sessions.get(cookie(incoming, SESSION_COOKIE));
            if (session === undefined) return undefined;
            const location = await codeFor(request, session);
            if (location === undefined) sessions.delete(cookie(incoming, SESSION_COOKIE));
            return location;
        },
        end: (incoming) => {
            sessions.delete(cookie(incoming, SESSION_COOKIE));
            return setCookie(SESSION_COOKIE, "", 0);
        },
    };
}
