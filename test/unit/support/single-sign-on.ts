import type { Overrides } from "./declare";

/** A stack with one identity provider of each type, and a secret for those that have one. */
export const singleSignOn = {
    config: {
        identityProviders: JSON.stringify({
            Google: { type: "google", clientId: "1234.apps.googleusercontent.com" },
            Company: { type: "oidc", clientId: "app", issuer: "https://login.example.com", scopes: ["openid", "email", "profile", "team"] },
            Campus: { type: "saml", metadataUrl: "https://idp.example.edu/metadata", verifiesEmail: true },
        }),
        identityProviderSecrets: JSON.stringify({ Google: "google-secret", Company: "company-secret" }),
        allowedPeople: JSON.stringify(["example.com", "ada@example.org"]),
    },
} as const satisfies Overrides;
