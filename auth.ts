import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { AllowedPeople } from "./auth/allowed-people";
import { IdentityProviders, trustedProviders } from "./auth/identity-providers";
import { LoginDomain } from "./auth/login-domain";
import { LoginStyle } from "./auth/login-style";
import { TextMessages } from "./auth/text-messages";
import type { LoadBalancer } from "./load-balancer";
import type { LoginPageSettings } from "./settings/login-page";
import type { Invitation, PeopleSettings } from "./settings/people";
import type { SingleSignOnSettings } from "./settings/single-sign-on";

/** What the accounts and the login page follow from. */
export interface AuthArgs {
    /** Cognito domain prefix of the login page. */
    readonly loginPrefix: string;
    /** AWS region of the stack. */
    readonly region: string;
    /** Names of the groups that accounts can be put in. */
    readonly groups: readonly string[];
    /** Whether a second factor is asked for: never, of those who registered one, or of everybody. */
    readonly mfa: PeopleSettings["mfa"];
    /** Whether a text message may bring the second factor. */
    readonly smsMfa: boolean;
    /** Wording of the mail to whoever is added. @default Cognito's own */
    readonly invitation?: Invitation | undefined;
    /** Other directories whose people may sign in, and who of them. */
    readonly singleSignOn: SingleSignOnSettings;
    /** What the login page looks like, and its host name where that is not of Cognito's. */
    readonly loginPage: LoginPageSettings;
    /** Whose hosted zone gets the records of a host name of one's own. */
    readonly loadBalancer: LoadBalancer;
    /** Days that refused sign-ins are kept in the log. */
    readonly logRetentionDays: number;
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

/** The accounts that may use the apps: a user pool that nobody can join uninvited, and its login page. */
export class Auth extends pulumi.ComponentResource {
    readonly userPool: aws.cognito.UserPool;
    readonly userPoolDomain: aws.cognito.UserPoolDomain;
    /** The groups by name. */
    readonly groups: Readonly<Record<string, aws.cognito.UserGroup>>;
    /** Other directories whose people may sign in; undefined where there is none. */
    readonly identityProviders: IdentityProviders | undefined;
    /** Where the login page is served. */
    readonly loginUrl: pulumi.Output<string>;

    constructor(
        private readonly name: string,
        private readonly args: AuthArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:auth:Auth", name, {}, options);
        const trigger = this.createTrigger();
        this.userPool = this.createUserPool(trigger);
        this.identityProviders = trigger && this.createIdentityProviders(trigger);
        this.groups = this.createGroups();
        const { loginDomain } = args.loginPage;
        this.userPoolDomain = loginDomain === undefined ? this.createDomain() : this.createOwnDomain(loginDomain);
        const { domain } = this.userPoolDomain;
        const host = loginDomain === undefined ? pulumi.interpolate`${domain}.auth.${args.region}.amazoncognito.com` : domain;
        this.loginUrl = pulumi.interpolate`https://${host}`;
        this.createStyle();
        this.registerOutputs({ userPoolId: this.userPool.id, loginUrl: this.loginUrl });
    }

    /** The pool's trigger: none where nobody comes from elsewhere. */
    private createTrigger(): aws.lambda.Function | undefined {
        const { singleSignOn, logRetentionDays, tags } = this.args;
        if (Object.keys(singleSignOn.identityProviders).length === 0) {
            return undefined;
        }
        const people = { allowed: singleSignOn.allowedPeople, trustedProviders: trustedProviders(singleSignOn.identityProviders) };
        return new AllowedPeople(`${this.name}-allowed-people`, { ...people, logRetentionDays, tags }, { parent: this }).function;
    }

    private createIdentityProviders(trigger: aws.lambda.Function): IdentityProviders {
        const { identityProviders: providers, identityProviderSecrets: secrets } = this.args.singleSignOn;
        return new IdentityProviders(`${this.name}-identity`, { userPool: this.userPool, trigger, providers, secrets }, { parent: this });
    }

    private createUserPool(trigger: aws.lambda.Function | undefined): aws.cognito.UserPool {
        return new aws.cognito.UserPool(
            `${this.name}-users`,
            {
                // The plan that has all this stack uses; the first 10,000 users a month are free in it.
                userPoolTier: "LITE",
                adminCreateUserConfig: { allowAdminCreateUserOnly: true, ...this.inviteMessageTemplate() },
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
                ...this.secondFactor(),
                passwordPolicy,
                accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
                verificationMessageTemplate: {
                    defaultEmailOption: "CONFIRM_WITH_CODE",
                    emailSubject: "Verify email message",
                    emailMessage: verificationMessage,
                    smsMessage: verificationMessage,
                },
                // A federated user's account begins with the one trigger, and each sign-in and renewal passes the other.
                ...(trigger === undefined ? {} : { lambdaConfig: { preSignUp: trigger.arn, preTokenGeneration: trigger.arn } }),
                // Unless it is asked for, the pool goes with the stack.
                deletionProtection: this.args.deletionProtection ? "ACTIVE" : "INACTIVE",
                tags: this.args.tags,
            },
            // As the load balancer's: Pulumi refuses before it begins.
            { parent: this, protect: this.args.deletionProtection },
        );
    }

    private inviteMessageTemplate(): Pick<aws.types.input.cognito.UserPoolAdminCreateUserConfig, "inviteMessageTemplate"> {
        const { invitation } = this.args;
        return invitation === undefined
            ? {}
            : { inviteMessageTemplate: { emailSubject: invitation.subject, emailMessage: invitation.message } };
    }

    /** Where nobody is asked, Cognito takes no factor either. Source: Cognito API Reference, "SetUserPoolMfaConfig". */
    private secondFactor(): Pick<aws.cognito.UserPoolArgs, "mfaConfiguration" | "softwareTokenMfaConfiguration" | "smsConfiguration"> {
        const { mfa, smsMfa, loginPrefix: externalId, tags } = this.args;
        if (mfa === "off") {
            return { mfaConfiguration: "OFF" };
        }
        const messages = smsMfa ? new TextMessages(this.name, { externalId, tags }, { parent: this }) : undefined;
        return {
            // The login page lets people register an authenticator only where it is required: see docs/sessions.md.
            mfaConfiguration: mfa === "required" ? "ON" : "OPTIONAL",
            softwareTokenMfaConfiguration: { enabled: true },
            ...(messages === undefined ? {} : { smsConfiguration: messages.configuration }),
        };
    }

    private createGroups(): Record<string, aws.cognito.UserGroup> {
        const entries = this.args.groups.map((name) => {
            const group = new aws.cognito.UserGroup(`${this.name}-${name}`, { userPoolId: this.userPool.id, name }, { parent: this });
            return [name, group] as const;
        });
        return Object.fromEntries(entries);
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

    /** Beside a prefix a pool may have such a domain, so that one follows the other without a gap. */
    private createOwnDomain(domain: string): aws.cognito.UserPoolDomain {
        const { loginPage, loadBalancer, tags } = this.args;
        const { zoneId, aliasRecord: appRecord } = loadBalancer;
        const args = { domain, certificateArn: loginPage.loginCertificateArn, zoneId, appRecord, userPoolId: this.userPool.id, tags };
        return new LoginDomain(`${this.name}-login-domain`, args, { parent: this }).userPoolDomain;
    }

    private createStyle(): void {
        const { loginLogo: logo, loginColors: colors } = this.args.loginPage;
        if (logo !== undefined || colors !== undefined) {
            new LoginStyle(this.name, { userPoolId: this.userPoolDomain.userPoolId, logo, colors }, { parent: this });
        }
    }
}
