import type { singleSignOnSettingDefinitions } from "../../../settings/single-sign-on";
import { singleSignOn } from "../support/single-sign-on";
import type { Effect } from "./effect";

const { config } = singleSignOn;

/** Settings that only work together: each is changed beside the others. What they do when they come is in single-sign-on.test.ts. */
export const singleSignOnEffects: Readonly<Record<keyof typeof singleSignOnSettingDefinitions, Effect>> = {
    identityProviders: {
        to: config.identityProviders.replace("login.example.com", "login.example.org"),
        along: config,
        expected: () => ({ "IdentityProvider streamlit-identity-Company.providerDetails.oidc_issuer": "https://login.example.org" }),
    },
    identityProviderSecrets: {
        to: config.identityProviderSecrets.replace("google-secret", "newer-secret"),
        along: config,
        expected: () => ({ "IdentityProvider streamlit-identity-Google.providerDetails.client_secret": "newer-secret" }),
    },
    allowedPeople: {
        to: '["example.net"]',
        along: config,
        expected: () => ({ "Function streamlit-allowed-people.environment.variables.ALLOWED_PEOPLE": '["example.net"]' }),
    },
};
