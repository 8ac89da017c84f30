import { types } from "../../declared/types";
import { at, show, textAt } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** Where Cognito finds Google. Source: Cognito API Reference, "CreateIdentityProvider", ProviderDetails. */
const google: Readonly<Record<string, string>> = {
    attributes_url: "https://people.googleapis.com/v1/people/me?personFields=",
    authorize_url: "https://accounts.google.com/o/oauth2/v2/auth",
    oidc_issuer: "https://accounts.google.com",
    token_url: "https://www.googleapis.com/oauth2/v4/token",
};

/** Of another provider, Cognito finds these by its issuer, by the provider's own word. */
const found = ["attributes_url", "authorize_url", "token_url", "jwks_uri"];

/** Who answers at these addresses says who somebody is. A sign-in that begins at the provider could be somebody else's, sent as a link. */
export const providerEndpoints: ResourceRule = {
    id: "provider-endpoints",
    scope: "resource",
    description:
        "An identity provider is asked by HTTPS where its issuer or its metadata is, Google where Google is; and each sign-in begins here.",
    remedy: "Set oidc_issuer or MetadataURL with https://, leave the other addresses out, and set IDPInit to false; for Google, Google's own or none.",
    types: [types.identityProvider],
    *check({ props }) {
        const type = textAt(props, "providerType");
        const detail = (name: string): string | undefined => textAt(props, "providerDetails", name);
        for (const name of [...found, "oidc_issuer", "MetadataURL"]) {
            const url = detail(name);
            const isRight = type === "Google" ? url === google[name] : !found.includes(name) && isOfItsOwn(url);
            if (url !== undefined && !isRight) {
                yield `${name} is ${show(url)}`;
            }
        }
        const begins = at(props, "providerDetails", "IDPInit") ?? "false";
        if (begins !== "false" && begins !== false) {
            yield `IDPInit is ${show(begins)}`;
        }
    },
};

/** Whether an address is one by HTTPS, and not Google's: which of its people a domain manages is asked of the type for it only. */
function isOfItsOwn(url = ""): boolean {
    const { protocol, hostname, username } = URL.canParse(url) ? new URL(url) : { protocol: "", hostname: "", username: "" };
    return protocol === "https:" && username === "" && hostname.replace(/\.$/, "") !== "accounts.google.com";
}
