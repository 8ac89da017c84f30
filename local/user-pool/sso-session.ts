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
    /** The app's callback URL with a code for the user of the request's session; undefined when a login is needed. */
    resume(incoming: IncomingMessage, request: AuthorizeRequest): Promise<string | undefined>;
    /** Ends the request's session and returns the cookie that clears it. */
    end(incoming: IncomingMessage): string;
}

/**
 * ministack mints a code only against a password, so a session keeps the one it began with: in memory, for the hour, as ministack itself does.
 * A session therefore ends early when the password changes or the user is disabled.
 */
export function ssoSessions(login: HostedLogin, clock: Clock): SsoSessions {
    const sessions = expiringMap<{ readonly username: string; readonly password: string }>(SESSION_DURATION * 1000, clock);
    return {
        start: (username, password) => setCookie(SESSION_COOKIE, sessions.add({ username, password }), SESSION_DURATION),
        resume: async (incoming, request) => {
            const session = sessions.get(cookie(incoming, SESSION_COOKIE));
            if (session === undefined) return undefined;
            const result = await login.signIn(request, session.username, session.password);
            if (result.kind === "code") return result.location;
            sessions.delete(cookie(incoming, SESSION_COOKIE));
            return undefined;
        },
        end: (incoming) => {
            sessions.delete(cookie(incoming, SESSION_COOKIE));
            return setCookie(SESSION_COOKIE, "", 0);
        },
    };
}
