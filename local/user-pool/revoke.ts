import { authenticatedClient } from "./client-authentication";
import type { Handler } from "./front";
import { json, readForm } from "./http";
import { readRefreshToken } from "./refresh-token";

/**
 * `POST /oauth2/revoke` ("The token revocation endpoint", Amazon Cognito Developer Guide): ends a refresh token and the access tokens that came
 * of it. Errors: `invalid_request` without a token or when the client has revocation disabled, `unsupported_token_type` for other tokens,
 * `invalid_client` when the client is not who it says or the token is another's.
 */
export const revoke: Handler = async (front, incoming) => {
    const form = await readForm(incoming);
    const client = await authenticatedClient(incoming, form, front.directory);
    if (client === undefined) return json(401, { error: "invalid_client" });
    const value = form.get("token") ?? "";
    if (value === "" || !client.tokenRevocation) return json(400, { error: "invalid_request" });
    const refreshToken = readRefreshToken(value, front.clock);
    if (refreshToken === undefined) return json(400, { error: "unsupported_token_type" });
    if (refreshToken.clientId !== client.clientId) return json(401, { error: "invalid_client" });
    await front.directory.api("RevokeToken", { Token: value, ClientId: client.clientId });
    return { status: 200 };
};
