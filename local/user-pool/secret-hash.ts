import { createHmac } from "node:crypto";
import type { AppClient } from "./directory";

/** The `SECRET_HASH` parameter of a client with a secret ("Computing secret hash values", Amazon Cognito Developer Guide). */
export function secretHash(client: AppClient, username: string): { readonly SECRET_HASH?: string } {
    if (client.clientSecret === undefined) return {};
    return {
        SECRET_HASH: createHmac("sha256", client.clientSecret)
            .update(username + client.clientId)
            .digest("base64"),
    };
}
