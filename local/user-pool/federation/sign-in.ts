import { randomBytes } from "node:crypto";
import { withQuery, type AuthorizeRequest } from "../authorize-request";
import type { Front, Handler } from "../front";
import { cookie, redirect, setCookie, type Answer } from "../http";
import { isEqual } from "../is-equal";
import { messagePage } from "../pages/layout";
import { TriggerError } from "./invoke";
import type { Claims } from "./provider";

/** Cognito's name for the cookie of a sign-in that is at a provider. */
const COOKIE = "cognito-fl";

/** Where providers send browsers back to. */
function redirectUri(front: Front): string {
    return `${front.origin}/oauth2/idpresponse`;
}

/** Sends the browser to the request's provider ("The redirect and authorization endpoint", `identity_provider`). */
export async function startFederation(front: Front, request: AuthorizeRequest): Promise<Answer> {
    const provider = front.federation.providers.get(request.identityProvider);
    if (provider === undefined) throw new Error(`No declared identity provider is named ${request.identityProvider}.`);
    const [nonce, browser] = [secret(), secret()];
    const state = front.federation.pending.add({ request, provider: request.identityProvider, nonce, browser });
    try {
        return redirect(await provider.client.authorizationUrl(redirectUri(front), state, nonce), [setCookie(COOKIE, browser)]);
    } catch (error) {
        front.log(`identity provider ${request.identityProvider}: ${String(error)}`);
        return refused(request, `${request.identityProvider} cannot be reached`);
    }
}

/** `GET /oauth2/idpresponse`: whoever comes back from a provider, with a code of the provider's; the app gets one of ours, or an error. */
export const finishFederation: Handler = async (front, incoming, url) => {
    const state = url.searchParams.get("state") ?? "";
    const pending = front.federation.pending.get(state);
    // Good once, whatever comes of it.
    front.federation.pending.delete(state);
    const provider = pending && front.federation.providers.get(pending.provider);
    if (pending === undefined || provider === undefined || !isEqual(cookie(incoming, COOKIE) ?? "", pending.browser)) {
        return messagePage(
            front.banner,
            400,
            "Invalid state",
            "This sign-in is over, or began in another browser. Go back to the app and sign in again.",
        );
    }
    const { request } = pending;
    let claims: Claims;
    try {
        claims = await provider.client.identify(new URL(`${redirectUri(front)}${url.search}`), { state, nonce: pending.nonce });
    } catch (error) {
        front.log(`identity provider ${pending.provider}: ${String(error)}`);
        return refused(request, `${pending.provider} did not say who signed in`);
    }
    return admit(front, request, pending.provider, claims, mapped(claims, provider.attributeMapping));
};

/** Makes or updates the account, and issues the code, where the pool's function lets it. */
async function admit(
    front: Front,
    request: AuthorizeRequest,
    provider: string,
    claims: Claims,
    attributes: Readonly<Record<string, string>>,
): Promise<Answer> {
    const settings = await front.directory.settings();
    const missing = settings.requiredAttributes.filter(({ name }) => (attributes[name] ?? "") === "").map(({ name }) => name);
    if (missing.length > 0) return refused(request, `attributes required: [${missing.join(", ")}]`);
    const username = `${provider}_${claims.sub}`;
    const known = await front.directory.user(username);
    if (known?.enabled === false) return refused(request, "User is disabled.");
    try {
        const context = { region: front.region, userPoolId: front.directory.userPoolId, clientId: request.client.clientId };
        // Asked of new users only: whoever is known is asked about when tokens are made.
        const given = known
            ? attributes
            : await front.federation.triggers.preSignUp("PreSignUp_ExternalProvider", context, username, attributes);
        await front.federation.putUser(provider, claims.sub, given);
    } catch (error) {
        if (error instanceof TriggerError) return refused(request, `PreSignUp failed with error ${error.message}.`);
        throw error;
    }
    return redirect(await front.federation.issueCode(request, username), [
        front.sessions.startFederated(username),
        setCookie(COOKIE, "", 0),
    ]);
}

/**
 * The provider's claims as the pool's attributes. Whether an address is verified is false unless a claim says otherwise, whatever was known before ("Mapping
 * IdP attributes to profiles and tokens").
 */
function mapped(claims: Claims, mapping: Readonly<Record<string, string>>): Record<string, string> {
    const attributes: Record<string, string> = { email_verified: "false" };
    for (const [attribute, claim] of Object.entries(mapping)) {
        const value = claims[claim];
        if (attribute !== "username" && ["string", "number", "boolean"].includes(typeof value)) attributes[attribute] = String(value);
    }
    return attributes;
}

/** The app is told at its own registered address, as of any refused request. */
function refused(request: AuthorizeRequest, description: string): Answer {
    return redirect(withQuery(request.redirectUri, { error: "invalid_request", error_description: description, state: request.state }));
}

function secret(): string {
    return randomBytes(32).toString("base64url");
}
