import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { signedOutPath } from "./signed-out-page";

/** What the accounts and the login page follow from. */
export interface AuthArgs {
    /** Host name of the app. */
    readonly domain: string;
    /** Cognito domain prefix of the login page. */
    readonly loginPrefix: string;
    /** AWS region of the stack. */
    readonly region: string;
    /** Seconds that the load balancer keeps a session; the refresh token must live as long. */
    readonly sessionTimeout: number;
    /** Names of the groups that accounts can be put in. */
    readonly groups: readonly string[];
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/** Who a session belongs to: the user's id, address and names. */
export const scopes: readonly string[] = ["openid", "email", "profile"];

/**
 * Minutes that an access token lives, Cognito's least. The load balancer notices that a user was disabled or deleted when it renews the
 * token, so this is how long such a user can still send requests.
 */
const accessTokenMinutes = 5;

const passwordPolicy = {
    minimumLength: 8,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
    temporaryPasswordValidityDays: 3,
};

const verificationMessage = "Thanks for signing up! Your verification code is {####}";

/** The accounts that may use the app: a user pool that nobody can join by oneself, its login page, and the load balancer's client. */
export class Auth extends pulumi.ComponentResource {
    readonly userPool: aws.cognito.UserPool;
    readonly client: aws.cognito.UserPoolClient;
    readonly userPoolDomain: aws.cognito.UserPoolDomain;
    /** Where the login page is served. */
    readonly loginUrl: pulumi.Output<string>;

    constructor(
        private readonly name: string,
        private readonly args: AuthArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:auth:Auth", name, {}, options);
        this.userPool = this.createUserPool();
        this.createGroups();
        this.client = this.createClient();
        this.userPoolDomain = this.createDomain();
        this.loginUrl = pulumi.interpolate`https://${this.userPoolDomain.domain}.auth.${args.region}.amazoncognito.com`;
        this.registerOutputs({ userPoolId: this.userPool.id, userPoolClientId: this.client.id, loginUrl: this.loginUrl });
    }

    private createUserPool(): aws.cognito.UserPool {
        return new aws.cognito.UserPool(
            `${this.name}-users`,
            {
                // The plan that has all this stack uses; the first 10,000 users a month are free in it.
                userPoolTier: "LITE",
                adminCreateUserConfig: { allowAdminCreateUserOnly: true },
                // Sign in by user name or by a verified email address.
                aliasAttributes: ["email"],
                autoVerifiedAttributes: ["email"],
                usernameConfiguration: { caseSensitive: false },
                schemas: [
                    {
                        name: "nickname",
                        attributeDataType: "String",
                        required: true,
                        mutable: true,
                        stringAttributeConstraints: { minLength: "0", maxLength: "2048" },
                    },
                ],
                // Asked of those who have registered an authenticator, which the login page does not offer: see docs/sessions.md.
                mfaConfiguration: "OPTIONAL",
                softwareTokenMfaConfiguration: { enabled: true },
                passwordPolicy,
                accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
                verificationMessageTemplate: {
                    defaultEmailOption: "CONFIRM_WITH_CODE",
                    emailSubject: "Verify email message",
                    emailMessage: verificationMessage,
                    smsMessage: verificationMessage,
                },
                // The pool goes with the stack.
                deletionProtection: "INACTIVE",
                tags: this.args.tags,
            },
            { parent: this },
        );
    }

    private createGroups(): void {
        for (const group of this.args.groups) {
            new aws.cognito.UserGroup(`${this.name}-${group}`, { userPoolId: this.userPool.id, name: group }, { parent: this });
        }
    }

    /** Can do what the load balancer needs and no more: the code flow and refreshing, with a secret. */
    private createClient(): aws.cognito.UserPoolClient {
        return new aws.cognito.UserPoolClient(
            `${this.name}-load-balancer`,
            {
                userPoolId: this.userPool.id,
                generateSecret: true,
                allowedOauthFlowsUserPoolClient: true,
                allowedOauthFlows: ["code"],
                allowedOauthScopes: [...scopes],
                supportedIdentityProviders: ["COGNITO"],
                callbackUrls: [`https://${this.args.domain}/oauth2/idpresponse`],
                logoutUrls: [`https://${this.args.domain}${signedOutPath}`],
                explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
                // Cognito hands over nothing else, whatever the scope; a user may set the required nickname, but not another address.
                readAttributes: ["email", "email_verified", "name", "nickname"],
                writeAttributes: ["nickname"],
                preventUserExistenceErrors: "ENABLED",
                enableTokenRevocation: true,
                accessTokenValidity: accessTokenMinutes,
                idTokenValidity: accessTokenMinutes,
                // An hour is Cognito's least.
                refreshTokenValidity: Math.max(60, Math.ceil(this.args.sessionTimeout / 60)),
                tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "minutes" },
            },
            { parent: this },
        );
    }

    private createDomain(): aws.cognito.UserPoolDomain {
        return new aws.cognito.UserPoolDomain(
            `${this.name}-login`,
            // Version 2 shows an error until somebody makes it a branding.
            { userPoolId: this.userPool.id, domain: this.args.loginPrefix, managedLoginVersion: 1 },
            // A pool has one domain: another prefix can only come after the old one is gone.
            { parent: this, deleteBeforeReplace: true },
        );
    }
}
