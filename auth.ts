import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** What the accounts and the login page follow from. */
export interface AuthArgs {
    /** Cognito domain prefix of the login page. */
    readonly loginPrefix: string;
    /** AWS region of the stack. */
    readonly region: string;
    /** Names of the groups that accounts can be put in. */
    readonly groups: readonly string[];
    /** Whether the user pool must be released before it can be deleted or replaced. */
    readonly deletionProtection: boolean;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

const passwordPolicy = {
    minimumLength: 8,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
    temporaryPasswordValidityDays: 3,
};

const verificationMessage = "Thanks for signing up! Your verification code is {####}";

/** The accounts that may use the apps: a user pool that nobody can join by oneself and its login page. */
export class Auth extends pulumi.ComponentResource {
    readonly userPool: aws.cognito.UserPool;
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
        this.userPoolDomain = this.createDomain();
        this.loginUrl = pulumi.interpolate`https://${this.userPoolDomain.domain}.auth.${args.region}.amazoncognito.com`;
        this.registerOutputs({ userPoolId: this.userPool.id, loginUrl: this.loginUrl });
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
                // Unless it is asked for, the pool goes with the stack.
                deletionProtection: this.args.deletionProtection ? "ACTIVE" : "INACTIVE",
                tags: this.args.tags,
            },
            // As the load balancer's: Pulumi refuses before it begins.
            { parent: this, protect: this.args.deletionProtection },
        );
    }

    private createGroups(): void {
        for (const group of this.args.groups) {
            new aws.cognito.UserGroup(`${this.name}-${group}`, { userPoolId: this.userPool.id, name: group }, { parent: this });
        }
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
