import type { UserPool } from "../../../../local/model";

export const REGION = "ap-northeast-1";
export const CALLBACK = "https://app.example.localhost/oauth2/idpresponse";
export const SIGNED_OUT = "https://app.example.localhost/signed-out";

type Members = Readonly<Record<string, unknown>>;

/** A pool as the program declares it; tests change single members of it. */
export function declaredPool(changes: { readonly pool?: Members; readonly client?: Members } = {}): UserPool {
    return {
        arn: `arn:aws:cognito-idp:${REGION}:123456789012:userpool/${REGION}_declared`,
        id: `${REGION}_declared`,
        resourceName: "auth-pool",
        createUserPool: {
            PoolName: "app",
            AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
            AliasAttributes: ["email"],
            MfaConfiguration: "OPTIONAL",
            Policies: {
                PasswordPolicy: {
                    MinimumLength: 10,
                    RequireLowercase: true,
                    RequireUppercase: true,
                    RequireNumbers: true,
                    RequireSymbols: true,
                    TemporaryPasswordValidityDays: 3,
                },
            },
            Schema: [{ Name: "nickname", AttributeDataType: "String", Required: true, Mutable: true }],
            ...changes.pool,
        },
        softwareTokenMfa: true,
        clients: [
            {
                id: "declared-client",
                resourceName: "auth-client",
                createUserPoolClient: {
                    ClientName: "alb",
                    GenerateSecret: true,
                    AllowedOAuthFlowsUserPoolClient: true,
                    AllowedOAuthFlows: ["code"],
                    AllowedOAuthScopes: ["openid", "email", "profile"],
                    SupportedIdentityProviders: ["COGNITO"],
                    CallbackURLs: [CALLBACK],
                    LogoutURLs: [SIGNED_OUT],
                    AccessTokenValidity: 10,
                    IdTokenValidity: 20,
                    RefreshTokenValidity: 7,
                    TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "days" },
                    PreventUserExistenceErrors: "ENABLED",
                    EnableTokenRevocation: true,
                    ...changes.client,
                },
            },
        ],
        domain: { domain: "app-login", custom: false, managedLoginVersion: 1 },
        groups: [{ name: "editors", description: "May edit", precedence: 1 }],
        users: [
            {
                username: "grace",
                attributes: { email: "grace@example.com", email_verified: "true", nickname: "Amazing" },
                groups: ["editors"],
                enabled: true,
            },
        ],
    };
}
