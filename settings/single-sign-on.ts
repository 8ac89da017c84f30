import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { hostName, structure, type SettingDefinition } from "./definition";
import { isPublicMailDomain } from "./public-mail-domains";

/** What every identity provider has. */
interface CommonProvider {
    /** Attribute of the user pool to the provider's claim or attribute, over the defaults of its type. */
    readonly attributes: Readonly<Record<string, string>>;
}

/** Sign-in with Google. */
export interface GoogleProvider extends CommonProvider {
    readonly type: "google";
    /** Id of the OAuth client at Google. */
    readonly clientId: string;
}

/** Sign-in with an OpenID Connect provider. */
export interface OidcProvider extends CommonProvider {
    readonly type: "oidc";
    /** Id of the client at the provider. */
    readonly clientId: string;
    /** Address of the provider, as in its tokens. */
    readonly issuer: string;
    /** @default openid, email, profile */
    readonly scopes: readonly string[];
    /** Whether every address that the provider sends counts as verified. @default false */
    readonly verifiesEmail: boolean;
}

/** Sign-in with a SAML 2.0 provider. */
export interface SamlProvider extends CommonProvider {
    readonly type: "saml";
    /** Where the provider's metadata is; or `metadata` has it. */
    readonly metadataUrl?: string | undefined;
    /** The provider's metadata, as XML. */
    readonly metadata?: string | undefined;
    /** Whether every address that the provider sends counts as verified. @default false */
    readonly verifiesEmail: boolean;
}

/** Somebody else's directory of people, by whom they may sign in. */
export type IdentityProviderSetting = GoogleProvider | OidcProvider | SamlProvider;

/** Settings of single sign-on. */
export interface SingleSignOnSettings {
    /** By name, as the login page shows it. @default none */
    readonly identityProviders: Readonly<Record<string, IdentityProviderSetting>>;
    /** Client secrets by the name of their identity provider. @default none */
    readonly identityProviderSecrets: pulumi.Output<Readonly<Record<string, string>>> | undefined;
    /** Addresses, and domains of addresses, that may sign in through an identity provider. @default nobody */
    readonly allowedPeople: readonly string[];
}

/** Most bytes of the list as JSON: with names and the list of trusted providers it must fit a function's 4 KB of environment variables. */
const longestList = 3000;

const clientId = z.string("must be the client's id").regex(/^[\x21-\x7e]{1,255}$/, "must be the client's id, without spaces");
const httpsUrl = z
    .string("must be an address with https://")
    .regex(
        /^https:\/\/[a-z0-9][a-z0-9.-]*(?::\d{1,5})?(?:\/[\x21\x24-\x3e\x40-\x7e]*)?$/i,
        "must be an address with https://, without a query",
    );

const claim = z
    .string("must be the name of a claim")
    .regex(/^[\x21-\x7e]{1,2048}$/, "must be the name of a claim, without spaces")
    .optional();

/** Attributes of the user pool that the app's client may read, and that a provider may set. */
const attributes = z
    .strictObject(
        { email: claim, email_verified: claim, name: claim, nickname: claim },
        { error: keysOr("has an attribute that is none of email, email_verified, name, nickname") },
    )
    .default({})
    .transform(
        (mapping) => Object.fromEntries(Object.entries(mapping).filter((entry) => entry[1] !== undefined)) as Record<string, string>,
    );

const verifiesEmail = z.boolean("must be true or false").default(false);

const unknownKey = "has a key that is none of this type's";

const google = z.strictObject({ type: z.literal("google"), clientId, attributes }, { error: keysOr(unknownKey) });
const oidc = z.strictObject(
    {
        type: z.literal("oidc"),
        clientId,
        // Source: Cognito Developer Guide, "Using OIDC identity providers with a user pool".
        issuer: httpsUrl.refine((url) => !url.endsWith("/"), "must not end with a slash"),
        scopes: z
            .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, "must be a scope"), "must be a list of scopes")
            .refine((scopes) => scopes.includes("openid"), "must hold openid")
            .default(["openid", "email", "profile"]),
        verifiesEmail,
        attributes,
    },
    { error: keysOr(unknownKey) },
);
const saml = z.strictObject(
    {
        type: z.literal("saml"),
        metadataUrl: httpsUrl.optional(),
        metadata: z.string("must be the provider's metadata, as XML").startsWith("<", "must be the provider's metadata, as XML").optional(),
        verifiesEmail,
        attributes,
    },
    { error: keysOr(unknownKey) },
);

/** Sources: Cognito API Reference, "CreateIdentityProvider", ProviderName; an underscore would make the user names ambiguous. */
const providerName = z.string().regex(/^(?!cognito$)[a-z][a-z0-9-]{2,31}$/i);

const identityProviders = structure<Readonly<Record<string, IdentityProviderSetting>>>(
    z
        .record(providerName, z.discriminatedUnion("type", [google, oidc, saml], { error: "must have the type google, oidc or saml" }), {
            error: ({ code }) =>
                code === "invalid_key"
                    ? "is no name of 3 to 32 letters, digits and hyphens that begins with a letter and is not Cognito"
                    : undefined,
        })
        .superRefine((providers, context) => {
            const names = Object.keys(providers).map((name) => name.toLowerCase());
            for (const name of Object.keys(providers).filter((each) => names.filter((other) => other === each.toLowerCase()).length > 1)) {
                context.addIssue({ code: "custom", path: [name], message: "differs from another name in capitals only" });
            }
            for (const [name, provider] of Object.entries(providers)) {
                for (const [path, message] of problemsOf(name, provider)) {
                    context.addIssue({ code: "custom", path: [name, ...path], message });
                }
            }
        }),
    'must be JSON of identity providers by name, such as {"Google":{"type":"google","clientId":"..."}}',
);

/** What is wrong with a provider that is right member by member: where, and what. */
function problemsOf(name: string, provider: IdentityProviderSetting): (readonly [path: readonly string[], message: string])[] {
    const { type } = provider;
    const verifies = type !== "google" && provider.verifiesEmail;
    const rules: readonly (readonly [holds: boolean, path: readonly string[], message: string])[] = [
        // Cognito has one Google, of this name. Source: Cognito API Reference, "CreateIdentityProvider", ProviderName.
        [(type === "google") === (name === "Google"), [], 'must have the type google, and be the one of the name "Google"'],
        // The pool's trigger knows it by that name, and which of its people a domain manages.
        [type !== "oidc" || !isGoogle(provider.issuer), ["issuer"], 'is Google, which must have the type google and the name "Google"'],
        [
            provider.attributes["email"] === "" || saysWhoVerified(provider),
            ["attributes"],
            "must map email_verified as well: the provider's own is about its claim email, and not about another",
        ],
        [
            !verifies || provider.attributes["email_verified"] === undefined,
            ["attributes"],
            "may not map email_verified beside verifiesEmail, which takes every address for verified",
        ],
        [
            type !== "saml" || (provider.metadataUrl === undefined) !== (provider.metadata === undefined),
            [],
            "must have one of metadataUrl and metadata",
        ],
    ];
    return rules.flatMap(([holds, path, message]) => (holds ? [] : [[path, message] as const]));
}

/** Whether an issuer is Google's, however it is written. What is no URL is refused elsewhere. */
function isGoogle(issuer: string): boolean {
    return URL.canParse(issuer) && new URL(issuer).hostname.replace(/\.$/, "") === "accounts.google.com";
}

/**
 * Whether what is mapped to `email_verified` is about what is mapped to `email`: people can often choose what another claim of theirs says, such as
 * `preferred_username`. A SAML provider has no such attribute unless it is mapped.
 */
function saysWhoVerified(provider: IdentityProviderSetting): boolean {
    const { email = "email", email_verified: verified } = provider.attributes;
    const isAboutEmail = verified !== undefined && verified !== "email_verified";
    return provider.type === "saml" || email === "email" || isAboutEmail || (provider.type === "oidc" && provider.verifiesEmail);
}

const emailAddress = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(.+)$/i;

const allowedPeople = structure<readonly string[]>(
    z
        .array(
            z.string("must be an address or a domain").superRefine((entry, context) => {
                const domain = emailAddress.exec(entry)?.[1] ?? entry;
                if (!hostName.safeParse(domain.toLowerCase()).success) {
                    context.addIssue({ code: "custom", message: "must be an address or a domain, such as ada@example.com or example.com" });
                } else if (domain === entry && isPublicMailDomain(domain)) {
                    context.addIssue({
                        code: "custom",
                        message: "lets everybody in: anyone can have an address there; list addresses instead",
                    });
                }
            }),
            "must be a list of addresses and domains",
        )
        .refine((list) => Buffer.byteLength(JSON.stringify(list)) <= longestList, {
            message: `must have at most ${longestList} bytes as JSON, which a Lambda function's environment has room for; list domains instead`,
            path: ["its length"],
        }),
    'must be a JSON list of addresses and domains, such as ["example.com","ada@example.org"]',
);

/** The names alone are looked at: no message may hold a value. */
const secrets = structure<Readonly<Record<string, string>>>(
    z.record(z.string(), z.string("must be a text").min(1, "must not be empty"), "must be client secrets by the provider's name"),
    "must be JSON of client secrets by the name of their identity provider",
);

/** How the configuration of single sign-on is read. */
export const singleSignOnSettingDefinitions = {
    identityProviders: {
        schema: identityProviders,
        example: `'{"Google":{"type":"google","clientId":"1234.apps.googleusercontent.com"}}'`,
        required: false,
        whenUnset: {},
    },
    identityProviderSecrets: {
        schema: secrets,
        example: "--path 'identityProviderSecrets.Google' --secret",
        required: false,
        secret: true,
    },
    allowedPeople: { schema: allowedPeople, example: `'["example.com"]'`, required: false, whenUnset: [] },
} as const satisfies Record<string, SettingDefinition<unknown>>;

/** A strict object's own message for keys that it does not know; the default for everything else. */
function keysOr(unknown: string): (issue: { readonly code?: string; readonly keys?: unknown }) => string | undefined {
    return ({ code, keys }) => (code === "unrecognized_keys" && Array.isArray(keys) ? `${unknown}: ${keys.join(", ")}` : undefined);
}
