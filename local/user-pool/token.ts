import { CognitoError } from "./api";
import { askMinistack } from "./ask-ministack";
import { authenticatedClient } from "./client-authentication";
import type { AppClient } from "./directory";
import { checkTokens } from "./federation/check-tokens";
import { TriggerError } from "./federation/invoke";
import type { Front, Handler } from "./front";
import { json, readForm, type Answer } from "./http";
import { isUsable, readRefreshToken } from "./refresh-token";
import { secretHash } from "./secret-hash";

/** `POST /oauth2/token` ("The token issuer endpoint", Amazon Cognito Developer Guide). */
export const token: Handler = async (front, incoming) => {
    const form = await readForm(incoming);
    const client = await authenticatedClient(incoming, form, front.directory);
    if (client === undefined) return json(400, { error: "invalid_client" });
    switch (form.get("grant_type")) {
        case "authorization_code":
            return client.oauthFlows.includes("code") ? exchangeCode(front, client, form) : json(400, { error: "unauthorized_client" });
        case "refresh_token":
            return refresh(front, client, form.get("refresh_token") ?? "");
        case null:
            return json(400, { error: "invalid_request" });
        default:
            return json(400, { error: "unsupported_grant_type" });
    }
};

/** ministack checks the code: its client, redirect URI, PKCE verifier, age (5 minutes), and that it was not used before. */
async function exchangeCode(front: Front, client: AppClient, form: URLSearchParams): Promise<Answer> {
    const fields = new URLSearchParams({ grant_type: "authorization_code", client_id: client.clientId });
    for (const name of ["code", "redirect_uri", "code_verifier"]) fields.set(name, form.get(name) ?? "");
    if (client.clientSecret !== undefined) fields.set("client_secret", client.clientSecret);
    const { status, body } = await askMinistack(front.socketPath, {
        method: "POST",
        path: "/oauth2/token",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: fields.toString(),
    });
    if (status === 200) {
        const tokens = JSON.parse(body) as { readonly access_token: string };
        return (await refusalOf(front, "TokenGeneration_HostedAuth", tokens.access_token)) ?? json(200, tokens);
    }
    const { error = "invalid_request" } = JSON.parse(body) as { error?: string };
    return json(400, { error: error === "server_error" ? "invalid_grant" : error });
}

/**
 * Through the API instead of ministack's token endpoint, which takes a missing secret for a right one, another client's token for the client's
 * own, an expired token for a valid one, and which leaves `cognito:groups` out of the new tokens.
 */
async function refresh(front: Front, client: AppClient, value: string): Promise<Answer> {
    const refused = json(400, { error: "invalid_grant" });
    const refreshToken = readRefreshToken(value, front.clock);
    if (!isUsable(refreshToken, client)) return refused;
    const user = await front.directory.user(refreshToken.subject);
    if (!user?.enabled) return refused;
    try {
        const { AuthenticationResult: result } = await front.directory.api("InitiateAuth", {
            ClientId: client.clientId,
            AuthFlow: "REFRESH_TOKEN_AUTH",
            AuthParameters: { REFRESH_TOKEN: value, ...secretHash(client, user.username) },
        });
        const { AccessToken, IdToken, ExpiresIn } = result as Record<string, unknown>;
        const refusal = await refusalOf(front, "TokenGeneration_RefreshTokens", String(AccessToken));
        if (refusal !== undefined) return refusal;
        return json(200, { id_token: IdToken, access_token: AccessToken, expires_in: ExpiresIn, token_type: "Bearer" });
    } catch (error) {
        if (error instanceof CognitoError) return refused;
        throw error;
    }
}

/** Cognito's answer where the pool's trigger refuses tokens; undefined where it does not. */
async function refusalOf(front: Front, source: `TokenGeneration_${string}`, accessToken: string): Promise<Answer | undefined> {
    try {
        await checkTokens(front, source, accessToken);
        return undefined;
    } catch (error) {
        if (!(error instanceof TriggerError)) throw error;
        const description = `PreTokenGeneration failed with error ${error.message}.`;
        return json(400, { error: "invalid_request", error_description: description });
    }
}
