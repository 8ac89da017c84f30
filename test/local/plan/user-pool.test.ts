import assert from "node:assert/strict";
import * as fs from "node:fs";
import { planStack } from "../../../local/plan";
import { arns, projectFolder, resource, smallest, stackOf } from "./support/example";

describe("plan of the user pool", () => {
    let directory: string;
    before(() => (directory = projectFolder()));
    after(() => fs.rmSync(directory, { recursive: true }));

    const pool = (changes = {}, more: readonly ReturnType<typeof resource>[] = []) =>
        planStack(stackOf([...smallest, ...more], changes), directory).userPool;

    it("leaves what is not declared to Cognito's own defaults", () => {
        assert.deepEqual(pool(), {
            arn: arns.userPool,
            id: "us-east-1_Pool",
            resourceName: "users",
            createUserPool: { PoolName: "users", AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
            clients: [{ id: "client-id", resourceName: "client", createUserPoolClient: { ClientName: "client" } }],
            domain: { domain: "login-prefix", custom: false, managedLoginVersion: 1 },
            groups: [],
            users: [],
        });
    });

    it("spells the pool as CreateUserPool does, where names differ and where they do not", () => {
        const { createUserPool, softwareTokenMfa } = pool({
            users: {
                aliasAttributes: ["email"],
                usernameConfiguration: { caseSensitive: false },
                schemas: [
                    { name: "nickname", attributeDataType: "String", required: true, stringAttributeConstraints: { maxLength: "9" } },
                ],
                passwordPolicy: { minimumLength: 12, requireSymbols: false, temporaryPasswordValidityDays: 3 },
                adminCreateUserConfig: { allowAdminCreateUserOnly: true, inviteMessageTemplate: { smsMessage: "s", emailSubject: "e" } },
                accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
                userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
                verificationMessageTemplate: { defaultEmailOption: "CONFIRM_WITH_CODE", emailMessageByLink: "l" },
                mfaConfiguration: "OPTIONAL",
                softwareTokenMfaConfiguration: { enabled: true },
                tags: { a: "b" },
            },
        });
        assert.deepEqual(createUserPool, {
            PoolName: "users",
            Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: false, TemporaryPasswordValidityDays: 3 } },
            AliasAttributes: ["email"],
            UsernameConfiguration: { CaseSensitive: false },
            Schema: [{ Name: "nickname", AttributeDataType: "String", Required: true, StringAttributeConstraints: { MaxLength: "9" } }],
            AdminCreateUserConfig: { AllowAdminCreateUserOnly: true, InviteMessageTemplate: { SMSMessage: "s", EmailSubject: "e" } },
            AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
            UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
            VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE", EmailMessageByLink: "l" },
            MfaConfiguration: "OPTIONAL",
        });
        assert.equal(softwareTokenMfa, true);
    });

    it("spells a client as CreateUserPoolClient does, with local hosts in its URLs", () => {
        const [client] = pool({
            client: {
                generateSecret: true,
                allowedOauthFlows: ["code"],
                allowedOauthFlowsUserPoolClient: true,
                allowedOauthScopes: ["openid"],
                callbackUrls: ["https://app.example.com/oauth2/idpresponse", "http://localhost:3000/", "myapp://back"],
                logoutUrls: ["https://app.example.com/out"],
                defaultRedirectUri: "https://app.example.com/oauth2/idpresponse",
                accessTokenValidity: 5,
                tokenValidityUnits: { accessToken: "minutes" },
                explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
                enableTokenRevocation: true,
                preventUserExistenceErrors: "ENABLED",
            },
        }).clients;
        assert.deepEqual(client?.createUserPoolClient, {
            ClientName: "client",
            GenerateSecret: true,
            AllowedOAuthFlows: ["code"],
            AllowedOAuthFlowsUserPoolClient: true,
            AllowedOAuthScopes: ["openid"],
            CallbackURLs: ["https://app.example.com.localhost/oauth2/idpresponse", "http://localhost:3000/", "myapp://back"],
            LogoutURLs: ["https://app.example.com.localhost/out"],
            DefaultRedirectURI: "https://app.example.com.localhost/oauth2/idpresponse",
            AccessTokenValidity: 5,
            TokenValidityUnits: { AccessToken: "minutes" },
            ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
            EnableTokenRevocation: true,
            PreventUserExistenceErrors: "ENABLED",
        });
    });

    it("reads groups, users and who is in which", () => {
        const inPool = { userPoolId: "us-east-1_Pool" };
        const planned = pool({}, [
            resource("aws:cognito/userGroup:UserGroup", "admins", { ...inPool, name: "Admins", precedence: 1 }),
            resource("aws:cognito/userGroup:UserGroup", "guests", { ...inPool, description: "Who visits" }),
            resource("aws:cognito/user:User", "ada", { ...inPool, username: "ada", attributes: { email: "ada@example.com" } }),
            resource("aws:cognito/user:User", "bob", { ...inPool, username: "bob", enabled: false }),
            resource("aws:cognito/userInGroup:UserInGroup", "ada-admin", { ...inPool, username: "ada", groupName: "Admins" }),
        ]);
        assert.deepEqual(planned.groups, [
            { name: "Admins", precedence: 1 },
            { name: "guests", description: "Who visits" },
        ]);
        assert.deepEqual(planned.users, [
            { username: "ada", attributes: { email: "ada@example.com" }, groups: ["Admins"], enabled: true },
            { username: "bob", attributes: {}, groups: [], enabled: false },
        ]);
    });
});
