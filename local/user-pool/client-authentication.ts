import type { IncomingMessage } from "node:http";
import type { AppClient, Directory } from "./directory";
import { isEqual } from "./is-equal";

/**
 * The client that a request to the token or revocation endpoint comes from: by HTTP Basic, or by `client_id` and `client_secret` in the form
 * ("The token issuer endpoint", Amazon Cognito Developer Guide). Undefined when it is unknown, when its secret is wrong or missing, or when
 * header and form name different clients.
 */
export async function authenticatedClient(
    incoming: IncomingMessage,
    form: URLSearchParams,
    directory: Directory,
): Promise<AppClient | undefined> {
    const basic = /^basic +([a-z0-9+/=]+)$/i.exec(incoming.headers.authorization ?? "")?.[1];
    if (incoming.headers.authorization !== undefined && basic === undefined) return undefined;
    const given = basic === undefined ? { id: form.get("client_id") ?? "", secret: form.get("client_secret") ?? "" } : fromBasic(basic);
    if (given === undefined || given.id === "") return undefined;
    if (basic !== undefined && (form.get("client_id") ?? given.id) !== given.id) return undefined;
    const client = await directory.client(given.id);
    if (client === undefined) return undefined;
    return isEqual(given.secret, client.clientSecret ?? "") ? client : undefined;
}

/** RFC 6749 2.3.1: id and secret are form-encoded before they are joined. */
function fromBasic(value: string): { id: string; secret: string } | undefined {
    const [id, ...secret] = Buffer.from(value, "base64").toString("utf8").split(":");
    try {
        return { id: decodeURIComponent(id ?? ""), secret: decodeURIComponent(secret.join(":")) };
    } catch {
        return undefined;
    }
}
