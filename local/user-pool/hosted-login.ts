import { askMinistack, type MinistackResponse } from "./ask-ministack";
import type { AuthorizeRequest } from "./authorize-request";

/** What a password leads to. */
export type LoginResult =
    /** The password is right: the app's callback URL with a fresh authorization code. */
    | { readonly kind: "code"; readonly location: string }
    /** The temporary password is right: a new one must be chosen. */
    | { readonly kind: "new-password"; readonly token: string }
    | { readonly kind: "refused"; readonly message: string };

/** ministack's own login form, driven by us: it checks passwords and mints authorization codes. The pages that people see are ours. */
export interface HostedLogin {
    signIn(request: AuthorizeRequest, username: string, password: string): Promise<LoginResult>;
    setPassword(token: string, password: string): Promise<LoginResult>;
}

/** ministack's login form at its socket. */
export function hostedLogin(socketPath: string): HostedLogin {
    const post = async (fields: Record<string, string>): Promise<LoginResult> =>
        readResult(
            await askMinistack(socketPath, {
                method: "POST",
                path: "/login",
                headers: { "content-type": "application/x-www-form-urlencoded" },
                body: new URLSearchParams(fields).toString(),
            }),
        );
    return {
        signIn: (request, username, password) =>
            post({
                client_id: request.client.clientId,
                redirect_uri: request.redirectUri,
                response_type: "code",
                scope: request.scope,
                state: request.state,
                nonce: request.nonce,
                code_challenge: request.codeChallenge,
                code_challenge_method: request.codeChallengeMethod,
                username,
                password,
            }),
        setPassword: (token, password) => post({ np_token: token, new_password: password, confirm_password: password }),
    };
}

/** Its pages have no machine-readable form; the version is pinned, and whatever we do not recognize is a refusal. */
function readResult({ status, headers, body }: MinistackResponse): LoginResult {
    if (status === 302 && headers.location !== undefined) return { kind: "code", location: headers.location };
    const error = /<div class="error">([^<]*)<\/div>/.exec(body)?.[1];
    if (error !== undefined) return { kind: "refused", message: error };
    const token = /name="np_token" value="([\w-]+)"/.exec(body)?.[1];
    if (token !== undefined) return { kind: "new-password", token };
    if (body.startsWith("{")) {
        const { error_description: description } = JSON.parse(body) as { error_description?: string };
        return { kind: "refused", message: description ?? "The request was refused." };
    }
    throw new Error(`ministack answered the login with status ${status} and a page that is not known.`);
}
