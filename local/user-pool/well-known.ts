import { askMinistack } from "./ask-ministack";
import type { Handler } from "./front";
import { json } from "./http";

/** `GET /<pool id>/.well-known/jwks.json`: the keys that the pool signs its tokens with. */
export const jwks: Handler = async (front) => {
    const path = `/${front.directory.userPoolId}/.well-known/jwks.json`;
    const { status, body } = await askMinistack(front.socketPath, { method: "GET", path });
    return json(status, JSON.parse(body));
};

/** `GET /<pool id>/.well-known/openid-configuration`, with the addresses of this machine. */
export const openidConfiguration: Handler = (front, incoming) => {
    const endpoint = `http://${incoming.headers.host ?? ""}`;
    const answer = json(200, {
        issuer: front.issuer,
        authorization_endpoint: `${front.origin}/oauth2/authorize`,
        end_session_endpoint: `${front.origin}/logout`,
        token_endpoint: `${endpoint}/oauth2/token`,
        userinfo_endpoint: `${endpoint}/oauth2/userInfo`,
        revocation_endpoint: `${endpoint}/oauth2/revoke`,
        jwks_uri: `${endpoint}/${front.directory.userPoolId}/.well-known/jwks.json`,
        id_token_signing_alg_values_supported: ["RS256"],
        response_types_supported: ["code"],
        scopes_supported: ["openid", "email", "phone", "profile"],
        subject_types_supported: ["public"],
        token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    });
    return Promise.resolve(answer);
};
