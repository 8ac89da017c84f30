export type Environment = Readonly<Record<string, string | undefined>>;

/** The function's file is no TypeScript: it is deployed as it is. */
export interface Trigger {
    readonly handler: (event: unknown) => Promise<unknown>;
    readonly whyRefused: (event: unknown, environment: Environment) => string | undefined;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- a module of its own kind, without types
export const { handler, whyRefused } = require("../../../triggers/allowed-people.mjs") as Trigger;

export const environment: Environment = { ALLOWED_PEOPLE: '["example.com","Ada@Example.org"]', TRUSTED_PROVIDERS: '["Campus"]' };

export type Attributes = Readonly<Record<string, unknown>>;

/** A first sign-in, as Cognito tells of it. Source: Cognito Developer Guide, "Pre sign-up Lambda trigger". */
export function firstSignIn(attributes: Attributes, provider = "Company"): object {
    return { triggerSource: "PreSignUp_ExternalProvider", userName: `${provider}_1234`, request: { userAttributes: attributes } };
}

/** Tokens for a federated user. Source: "Pre token generation Lambda trigger". */
export function tokens(attributes: Attributes, provider = "Company", triggerSource = "TokenGeneration_HostedAuth"): object {
    const identities = JSON.stringify([{ userId: "1234", providerName: provider, providerType: "OIDC", primary: true }]);
    const userAttributes = { "cognito:user_status": "EXTERNAL_PROVIDER", identities, ...attributes };
    return { triggerSource, userName: `${provider}_1234`, request: { userAttributes } };
}

export const verified = (email: unknown): Attributes => ({ email, email_verified: "true" });
