import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { IdentityProviderSetting } from "../settings/single-sign-on";

/** The identity providers of a user pool. */
export interface IdentityProvidersArgs {
    readonly userPool: aws.cognito.UserPool;
    /** The pool's trigger, which keeps strangers out. */
    readonly trigger: aws.lambda.Function;
    /** By name, as the login page shows it. */
    readonly providers: Readonly<Record<string, IdentityProviderSetting>>;
    /** Client secrets by the provider's name. @default none, which SAML providers can do with */
    readonly secrets: pulumi.Output<Readonly<Record<string, string>>> | undefined;
}

type Details = Record<string, pulumi.Input<string>>;

/** What Cognito adds to Google's settings by itself: were they left out, every preview would show a change. Source: API Reference, "CreateIdentityProvider". */
const googleEndpoints = {
    attributes_url: "https://people.googleapis.com/v1/people/me?personFields=",
    attributes_url_add_attributes: "true",
    authorize_url: "https://accounts.google.com/o/oauth2/v2/auth",
    oidc_issuer: "https://accounts.google.com",
    token_request_method: "POST",
    token_url: "https://www.googleapis.com/oauth2/v4/token",
};

/** As directories of companies call them. Source: Cognito Developer Guide, "Mapping IdP attributes to profiles and tokens". */
const samlClaims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";

/** Other people's directories that the user pool takes people from, and the permission for it to ask who may come. */
export class IdentityProviders extends pulumi.ComponentResource {
    /** Names of the providers, known when they are there. */
    readonly names: pulumi.Output<string>[];
    /** Attributes of the user pool that a client of theirs must be able to write. */
    readonly attributes: string[];

    constructor(
        private readonly name: string,
        private readonly args: IdentityProvidersArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:auth:IdentityProviders", name, {}, options);
        const permission = this.createPermission();
        const providers = Object.entries(args.providers);
        this.names = providers.map(([provider, setting]) => this.createProvider(provider, setting, permission).providerName);
        this.attributes = mappedAttributes(args.providers);
        this.registerOutputs({ names: this.names });
    }

    /** For this pool only: another one's events would be judged by its own attributes. */
    private createPermission(): aws.lambda.Permission {
        return new aws.lambda.Permission(
            `${this.name}-trigger`,
            {
                action: "lambda:InvokeFunction",
                function: this.args.trigger.name,
                principal: "cognito-idp.amazonaws.com",
                sourceArn: this.args.userPool.arn,
            },
            { parent: this },
        );
    }

    private createProvider(providerName: string, setting: IdentityProviderSetting, permission: aws.lambda.Permission) {
        const common = { userPoolId: this.args.userPool.id, providerName, attributeMapping: attributeMapping(setting) };
        return new aws.cognito.IdentityProvider(
            `${this.name}-${providerName}`,
            { ...common, providerType: providerTypes[setting.type], providerDetails: this.detailsOf(providerName, setting) },
            // The pool's trigger works before anybody comes.
            { parent: this, dependsOn: [permission] },
        );
    }

    /** Source: Cognito API Reference, "CreateIdentityProvider", ProviderDetails. */
    private detailsOf(providerName: string, setting: IdentityProviderSetting): Details {
        if (setting.type === "saml") {
            const { metadataUrl, metadata = "" } = setting;
            const source: Details = metadataUrl === undefined ? { MetadataFile: metadata } : { MetadataURL: metadataUrl };
            // A sign-in that begins at the provider could be somebody else's, sent as a link.
            return { ...source, IDPInit: "false", IDPSignout: "false" };
        }
        const client = { client_id: setting.clientId, client_secret: this.secretOf(providerName) };
        if (setting.type === "google") {
            return { ...googleEndpoints, ...client, authorize_scopes: "openid email profile" };
        }
        const reading = { attributes_request_method: "GET", attributes_url_add_attributes: "false" };
        return { ...client, ...reading, oidc_issuer: setting.issuer, authorize_scopes: setting.scopes.join(" ") };
    }

    private secretOf(providerName: string): pulumi.Output<string> {
        return pulumi.secret(this.args.secrets ?? {}).apply((secrets) => secrets[providerName] ?? "");
    }
}

const providerTypes = { google: "Google", oidc: "OIDC", saml: "SAML" } as const;

/**
 * Google's claim for the domain whose Workspace manages an account, which the pool's trigger asks for. It becomes an attribute that every pool has: one of
 * the stack's own could never be taken away again. Source: Google Identity, "OpenID Connect", An ID token's payload.
 */
const hostedDomain = "hd";

/** Attribute of the user pool to the provider's claim. The pool requires a nickname, and its trigger a verified address. */
function attributeMapping(setting: IdentityProviderSetting): Record<string, string> {
    if (setting.type === "saml") {
        return { email: `${samlClaims}/emailaddress`, nickname: `${samlClaims}/name`, ...setting.attributes };
    }
    const isVouchedFor = setting.type === "oidc" && setting.verifiesEmail;
    const verified = isVouchedFor ? {} : { email_verified: "email_verified" };
    const hosted = setting.type === "google" ? { website: hostedDomain } : {};
    return { username: "sub", email: "email", ...verified, nickname: "name", ...setting.attributes, ...hosted };
}

/**
 * What the app's client must be able to write: at each sign-in, Cognito writes what a provider's claims are mapped to, with the client's permissions.
 * Whether an address is verified no client may write, and need not. Source: Cognito Developer Guide, "Mapping IdP attributes to profiles and tokens".
 */
function mappedAttributes(providers: Readonly<Record<string, IdentityProviderSetting>>): string[] {
    const mapped = Object.values(providers).flatMap((setting) => Object.keys(attributeMapping(setting)));
    return [...new Set(mapped)].filter((attribute) => !["username", "email_verified"].includes(attribute)).sort();
}

/** Names of the providers whose every address counts as verified. */
export function trustedProviders(providers: Readonly<Record<string, IdentityProviderSetting>>): string[] {
    return Object.keys(providers).filter((name) => {
        const setting = providers[name];
        return setting !== undefined && setting.type !== "google" && setting.verifiesEmail;
    });
}
