import type { DeclaredResource, DeclaredStack } from "../declared";
import type { UserPool, UserPoolDomain } from "../model";
import { apiInput, type Members } from "./api-input";
import { Inputs } from "./inputs";
import { planExternalProviders } from "./external-providers";
import { ofPool } from "./of-pool";
import { physicalName } from "./physical-name";
import type { Refusals } from "./refusals";
import { planTriggers, type Program } from "./triggers";
import { planUserPoolClients } from "./user-pool-client";
import { planLoginStyle } from "./login-style";
import { planGroups, planUsers } from "./user-pool-people";

/** Members of `CreateUserPool` (Amazon Cognito API Reference) whose place and names the provider keeps. */
const members: Members = {
    accountRecoverySetting: { object: { recoveryMechanisms: { listOf: { name: "text", priority: "number" } } } },
    adminCreateUserConfig: {
        object: {
            allowAdminCreateUserOnly: "boolean",
            inviteMessageTemplate: {
                object: { emailMessage: "text", emailSubject: "text", smsMessage: { as: "SMSMessage", shape: "text" } },
            },
        },
    },
    aliasAttributes: "texts",
    autoVerifiedAttributes: "texts",
    deletionProtection: "text",
    emailVerificationMessage: "text",
    emailVerificationSubject: "text",
    mfaConfiguration: "text",
    schemas: {
        as: "Schema",
        shape: {
            listOf: {
                attributeDataType: "text",
                developerOnlyAttribute: "boolean",
                mutable: "boolean",
                name: "text",
                required: "boolean",
                numberAttributeConstraints: { object: { maxValue: "text", minValue: "text" } },
                stringAttributeConstraints: { object: { maxLength: "text", minLength: "text" } },
            },
        },
    },
    smsAuthenticationMessage: "text",
    smsVerificationMessage: "text",
    userAttributeUpdateSettings: {
        object: {
            attributesRequireVerificationBeforeUpdates: { as: "AttributesRequireVerificationBeforeUpdate", shape: "texts" },
        },
    },
    userPoolTier: "text",
    usernameAttributes: "texts",
    usernameConfiguration: { object: { caseSensitive: "boolean" } },
    verificationMessageTemplate: {
        object: {
            defaultEmailOption: "text",
            emailMessage: "text",
            emailMessageByLink: "text",
            emailSubject: "text",
            emailSubjectByLink: "text",
            smsMessage: "text",
        },
    },
};

/** Members of `CreateUserPool`'s `Policies`. */
const policies: Members = {
    passwordPolicy: {
        object: {
            minimumLength: "number",
            passwordHistorySize: "number",
            requireLowercase: "boolean",
            requireNumbers: "boolean",
            requireSymbols: "boolean",
            requireUppercase: "boolean",
            temporaryPasswordValidityDays: "number",
        },
    },
    signInPolicy: { object: { allowedFirstAuthFactors: "texts" } },
};

/** The one declared user pool, with its clients, domain, groups and users. Refuses a second pool, and what the local Cognito does not do. */
export function planUserPool(resource: DeclaredResource, program: Program, refusals: Refusals): UserPool {
    const { stack } = program;
    const inputs = new Inputs(resource, refusals);
    const triggers = planTriggers(resource, inputs, program, refusals);
    inputs.never("devices are not remembered here", "deviceConfiguration");
    inputs.never("text messages are not sent here", "smsConfiguration");
    inputs.never("codes are not sent by mail here", "emailMfaConfiguration");
    inputs.never("passkeys are not served here", "webAuthnConfiguration");
    const addOns = inputs.object("userPoolAddOns");
    addOns?.mustBe("advancedSecurityMode", "OFF", "threat protection does not run here");
    addOns?.end();
    // No mail leaves this machine, whoever it would be from.
    inputs.noDifference("emailConfiguration", "tags", "region", "name");
    refuseUnserved(inputs);
    const softwareTokenMfa = planSoftwareTokenMfa(inputs);
    const policy = apiInput(inputs, policies);
    const createUserPool = {
        PoolName: physicalName(resource),
        ...(Object.keys(policy).length === 0 ? {} : { Policies: policy }),
        ...apiInput(inputs, members),
    };
    const required = inputs.objects("schemas").flatMap((one) => (one.boolean("required") === true ? (one.string("name") ?? []) : []));
    inputs.end();
    const style = planLoginStyle(resource, stack, refusals);
    const externalProviders = planExternalProviders(resource, stack, refusals);
    return {
        arn: String(resource.state["arn"]),
        id: resource.id,
        resourceName: resource.name,
        createUserPool,
        ...(softwareTokenMfa === undefined ? {} : { softwareTokenMfa }),
        clients: planUserPoolClients(resource, required, stack, refusals),
        ...(externalProviders.length === 0 ? {} : { externalProviders }),
        ...(triggers === undefined ? {} : { triggers }),
        domain: planDomain(resource, stack, refusals),
        ...(style === undefined ? {} : { style }),
        groups: planGroups(resource, stack, refusals),
        users: planUsers(resource, stack, refusals),
    };
}

/** What a person would meet otherwise on AWS. */
function refuseUnserved(inputs: Inputs): void {
    if (inputs.object("adminCreateUserConfig")?.boolean("allowAdminCreateUserOnly") !== true) {
        inputs.refuse("adminCreateUserConfig.allowAdminCreateUserOnly", "nobody signs up by themselves here: it must be true");
    }
    inputs.object("passwordPolicy")?.mustBe("passwordHistorySize", 0, "earlier passwords are not remembered here");
    inputs
        .object("signInPolicy")
        ?.eachMustBe("allowedFirstAuthFactors", (factor) => factor === "PASSWORD", "only PASSWORD is a first factor here");
}

/** The second factor here is an authenticator app (`SetUserPoolMfaConfig`, SoftwareTokenMfaConfiguration); there is no other. */
function planSoftwareTokenMfa(inputs: Inputs): boolean | undefined {
    const app = inputs.object("softwareTokenMfaConfiguration");
    const enabled = app?.boolean("enabled", false);
    app?.end();
    if (inputs.string("mfaConfiguration", "OFF") !== "OFF" && enabled !== true) {
        inputs.refuse("mfaConfiguration", "only authenticator apps are a second factor here: enable softwareTokenMfaConfiguration");
    }
    return enabled;
}

function planDomain(pool: DeclaredResource, stack: DeclaredStack, refusals: Refusals): UserPoolDomain {
    const [resource, another] = ofPool(pool, stack.ofType("aws:cognito/userPoolDomain:UserPoolDomain"), refusals);
    if (resource === undefined) {
        refusals.refuse(pool, "its domain", "the pool needs a UserPoolDomain for its login pages");
        return { domain: "", custom: false, managedLoginVersion: 1 };
    }
    if (another !== undefined) {
        refusals.refuse(another, "userPoolId", "a pool has one domain here");
    }
    const inputs = new Inputs(resource, refusals);
    const custom = inputs.has("certificateArn");
    inputs.noDifference("userPoolId", "region", "certificateArn");
    const version = inputs.number("managedLoginVersion", 1);
    if (version !== 1) {
        inputs.refuse("managedLoginVersion", "only the classic pages (1) are served here");
    }
    const domain = inputs.string("domain", "");
    inputs.end();
    return { domain, custom, managedLoginVersion: 1 };
}
