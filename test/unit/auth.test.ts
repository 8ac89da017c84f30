import assert from "node:assert/strict";
import type { DeclaredStack } from "../../local/declared";
import { declare } from "./support/declare";
import { devTags, types } from "./support/resources";

describe("auth", () => {
    let stack: DeclaredStack;
    let userPoolId: string;
    before(async () => {
        stack = await declare();
        userPoolId = stack.one(types.userPool).id;
    });

    it("has a user pool that only its owner adds people to, and that goes with the stack", () => {
        const message = "Thanks for signing up! Your verification code is {####}";
        assert.deepEqual(stack.one(types.userPool).inputs, {
            userPoolTier: "LITE",
            adminCreateUserConfig: { allowAdminCreateUserOnly: true },
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
            mfaConfiguration: "OPTIONAL",
            softwareTokenMfaConfiguration: { enabled: true },
            passwordPolicy: {
                minimumLength: 8,
                requireLowercase: true,
                requireUppercase: true,
                requireNumbers: true,
                requireSymbols: true,
                temporaryPasswordValidityDays: 3,
            },
            accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
            verificationMessageTemplate: {
                defaultEmailOption: "CONFIRM_WITH_CODE",
                emailSubject: "Verify email message",
                emailMessage: message,
                smsMessage: message,
            },
            deletionProtection: "INACTIVE",
            tags: devTags,
        });
    });

    it("has one client, with a secret, that knows only the code flow and only the load balancer's callback", () => {
        assert.deepEqual(stack.one(types.userPoolClient).inputs, {
            userPoolId,
            generateSecret: true,
            allowedOauthFlowsUserPoolClient: true,
            allowedOauthFlows: ["code"],
            allowedOauthScopes: ["openid", "email", "profile"],
            supportedIdentityProviders: ["COGNITO"],
            callbackUrls: ["https://streamlit.example.com/oauth2/idpresponse"],
            logoutUrls: ["https://streamlit.example.com/signed-out"],
            explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
            readAttributes: ["email", "email_verified", "name", "nickname"],
            writeAttributes: ["nickname"],
            preventUserExistenceErrors: "ENABLED",
            enableTokenRevocation: true,
            accessTokenValidity: 5,
            idTokenValidity: 5,
            refreshTokenValidity: 720,
            tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "minutes" },
        });
    });

    // Cognito takes no client that cannot write an attribute that the pool requires.
    it("lets the client write every attribute that the pool requires", () => {
        const schemas = stack.one(types.userPool).inputs["schemas"] as { name: string; required: boolean }[];
        const writable = stack.one(types.userPoolClient).inputs["writeAttributes"] as string[];
        assert.deepEqual(
            schemas.filter(({ name, required }) => required && !writable.includes(name)),
            [],
        );
    });

    it("has the classic login page at its prefix", () => {
        const { inputs } = stack.one(types.userPoolDomain);
        const { domain, ...rest } = inputs;
        assert.deepEqual(rest, { userPoolId, managedLoginVersion: 1 });
        assert.match(String(domain), /^streamlit-example-com-[0-9a-f]{8}$/);
    });

    // Cognito's least refresh token lives an hour; one that ends before the session would end the session.
    for (const { sessionTimeout, minutes } of [
        { sessionTimeout: "60", minutes: 60 },
        { sessionTimeout: "3600", minutes: 60 },
        { sessionTimeout: "3601", minutes: 61 },
        { sessionTimeout: "604800", minutes: 10_080 },
    ]) {
        it(`keeps refresh tokens ${minutes} minutes for sessions of ${sessionTimeout} seconds`, async () => {
            const changed = await declare({ config: { sessionTimeout } });
            assert.equal(changed.one(types.userPoolClient).inputs["refreshTokenValidity"], minutes);
        });
    }
});
