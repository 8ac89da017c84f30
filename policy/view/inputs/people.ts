import { types } from "../../../declared/types";
import type { Inputs } from "./known";

/**
 * Who may sign in, and how. What is not here could, among others, send mail in another's name or hand the codes in it to another function, trust the
 * addresses of devices, or let a client have an address of its own to send people to.
 */
export const peopleInputs: Inputs = {
    [types.userPool]: `
        accountRecoverySetting { recoveryMechanisms { name priority } }
        adminCreateUserConfig { allowAdminCreateUserOnly inviteMessageTemplate { emailMessage emailSubject } }
        aliasAttributes autoVerifiedAttributes deletionProtection lambdaConfig { preSignUp preTokenGeneration } mfaConfiguration
        passwordPolicy {
            minimumLength requireLowercase requireNumbers requireSymbols requireUppercase temporaryPasswordValidityDays
        }
        schemas { attributeDataType mutable name required stringAttributeConstraints { maxLength minLength } }
        smsConfiguration { externalId snsCallerArn } softwareTokenMfaConfiguration { enabled } tags userPoolTier
        usernameConfiguration { caseSensitive }
        verificationMessageTemplate { defaultEmailOption emailMessage emailSubject smsMessage }`,
    [types.userPoolClient]: `
        accessTokenValidity allowedOauthFlows allowedOauthFlowsUserPoolClient allowedOauthScopes callbackUrls enableTokenRevocation
        explicitAuthFlows generateSecret idTokenValidity logoutUrls preventUserExistenceErrors readAttributes refreshTokenValidity
        supportedIdentityProviders tokenValidityUnits { accessToken idToken refreshToken } userPoolId writeAttributes`,
    [types.userPoolDomain]: "certificateArn domain managedLoginVersion userPoolId",
    [types.userPoolUiCustomization]: "css imageFile userPoolId",
    [types.user]: `
        attributes { email email_verified nickname phone_number phone_number_verified } desiredDeliveryMediums enabled userPoolId username`,
    // No role: whoever is in the group could take it.
    [types.userGroup]: "name userPoolId",
    "aws:cognito/userInGroup:UserInGroup": "groupName userPoolId username",
    [types.identityProvider]: `
        attributeMapping { email email_verified name nickname username website } providerName providerType userPoolId
        providerDetails {
            IDPInit IDPSignout MetadataFile MetadataURL
            attributes_request_method attributes_url attributes_url_add_attributes authorize_scopes authorize_url client_id client_secret
            oidc_issuer token_request_method token_url
        }`,
    // One file and two variables: no layer, no image and no extension runs beside it.
    [types.lambdaFunction]: `
        architectures code { assets { allowed-people.mjs { path } } } environment { variables { ALLOWED_PEOPLE TRUSTED_PROVIDERS } }
        handler loggingConfig { logFormat logGroup } memorySize role runtime tags timeout`,
    [types.lambdaPermission]: "action function principal sourceArn",
};
