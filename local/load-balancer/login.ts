import type { AuthenticateCognito, IdentityProvider } from "../model";
import { errorAnswer, redirectAnswer, type Answer } from "./answer";
import { AuthenticationFailed, type BackChannel, type Identity } from "./back-channel";
import { setCookie } from "./cookies";
import { isNonce, loginTimeout, nonceCookie, openState, randomText, sealState, type LoginState } from "./login-state";
import { RecentMap } from "./recent-map";
import type { ReceivedRequest } from "./received-request";
import type { Sealer } from "./sealer";
import type { Session } from "./session";

/** Path that the identity provider returns to. The load balancer's own, wherever a rule that authenticates matches it. */
export const callbackPath = "/oauth2/idpresponse";

/** One request that meets one authenticate action. */
export interface LoginRequest {
    readonly request: ReceivedRequest;
    readonly action: AuthenticateCognito;
    readonly provider: IdentityProvider;
    /** Made where it is needed: most requests have a session and need none. */
    readonly backChannel: () => BackChannel;
}

// Through URL, so that the two places that must agree on the redirect URI, here and in openid-client, spell it alike.
const callbackUrl = (host: string, query = "") => new URL(`https://${host}${callbackPath}${query && `?${query}`}`);

/**
 * The redirect to the identity provider, with a `state` that only the browser with the nonce cookie can bring back.
 *
 * AWS: "Authenticate users using an Application Load Balancer", Authentication flow. AWS sends no `nonce`; we do, so that
 * an ID token of another login is refused.
 *
 * @param now milliseconds.
 */
export function beginLogin({ request, action, provider, backChannel }: LoginRequest, sealer: Sealer, now: number): Answer {
    if (request.host === "") {
        // "A client submitted an HTTP/1.0 request without a host header, and the load balancer was unable to generate a redirect URL."
        return errorAnswer(401);
    }
    const had = request.cookies.get(nonceCookie);
    const state: LoginState = {
        id: randomText(),
        browserNonce: isNonce(had) ? had : randomText(),
        tokenNonce: randomText(),
        host: request.host,
        target: request.target,
        clientId: provider.clientId,
        sessionCookieName: action.sessionCookieName,
        started: now,
    };
    const location = backChannel().authorizationUrl({
        ...action.authenticationRequestExtraParams,
        client_id: provider.clientId,
        redirect_uri: callbackUrl(request.host).href,
        response_type: "code",
        scope: action.scope,
        state: sealState(state, sealer),
        nonce: state.tokenNonce,
    });
    const cookie = setCookie(nonceCookie, state.browserNonce, now + loginTimeout, ["Secure", "HttpOnly", "SameSite=Lax"]);
    return redirectAnswer(302, location, [["Set-Cookie", cookie]]);
}

/** Finishes logins. */
export function createLoginFinisher(sealer: Sealer, now: () => number) {
    // States that were brought back. Each leaves by itself: after the login timeout it would be refused anyway.
    const used = new RecentMap<number>(10_000);

    const checkState = ({ request, action, provider }: LoginRequest, sealed: string | null): LoginState => {
        if (sealed === null) {
            throw new AuthenticationFailed(401, "AuthMissingStateParam");
        }
        const state = openState(sealed, sealer);
        const ours =
            state?.host === request.host && state.clientId === provider.clientId && state.sessionCookieName === action.sessionCookieName;
        if (state === undefined || !ours || now() - state.started > loginTimeout || used.get(state.id) !== undefined) {
            throw new AuthenticationFailed(401, "AuthInvalidStateParam");
        }
        const browserNonce = request.cookies.get(nonceCookie);
        if (browserNonce !== state.browserNonce) {
            throw new AuthenticationFailed(401, browserNonce === undefined ? "AuthMissingAWSALBAuthNonce" : "AuthInvalidAWSALBAuthNonce");
        }
        used.set(state.id, state.started);
        return state;
    };

    /**
     * Handles the identity provider's answer.
     *
     * @returns the session, and where to send the browser: only ever the host it came to and the target it first asked for.
     * @throws AuthenticationFailed
     */
    return async (login: LoginRequest): Promise<{ readonly session: Session; readonly location: string }> => {
        const parameters = new URLSearchParams(login.request.query);
        const sealed = parameters.get("state");
        const state = checkState(login, sealed);
        const error = parameters.get("error");
        if (error !== null) {
            throw new AuthenticationFailed(
                error === "access_denied" ? 401 : 561,
                `the identity provider answered ${JSON.stringify(error.slice(0, 64))}`,
            );
        }
        if (!parameters.has("code")) {
            throw new AuthenticationFailed(401, "AuthMissingCodeParam");
        }
        const url = callbackUrl(state.host, login.request.query);
        const identity = await login.backChannel().exchange(url, { state: sealed ?? "", nonce: state.tokenNonce });
        return { session: newSession(identity, login, now()), location: `https://${state.host}${state.target}` };
    };
}

function newSession(identity: Identity, { action, provider }: LoginRequest, now: number): Session {
    return {
        id: randomText(),
        issuer: provider.issuer,
        clientId: provider.clientId,
        accessToken: identity.accessToken,
        ...(identity.expiresIn !== undefined && { accessTokenExpires: now + identity.expiresIn * 1000 }),
        ...(identity.refreshToken !== undefined && { refreshToken: identity.refreshToken }),
        claims: identity.claims,
        ends: now + action.sessionTimeout * 1000,
    };
}
