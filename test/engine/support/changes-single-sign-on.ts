import { updatedClient, updatedPool, type Change } from "./change";

const providers = (issuer: string): string => JSON.stringify({ Company: { type: "oidc", clientId: "app", issuer } });

/** People of another directory may sign in. */
export const singleSignOnChanges: readonly Change[] = [
    {
        // Each is refused without the others.
        settings: {
            identityProviders: providers("https://login.example.com"),
            identityProviderSecrets: '{"Company":"hush"}',
            allowedPeople: '["example.com"]',
        },
        operations: [
            "create aws:cloudwatch/logGroup:LogGroup streamlit-allowed-people-logs",
            "create aws:cognito/identityProvider:IdentityProvider streamlit-identity-Company",
            "create aws:iam/role:Role streamlit-allowed-people",
            "create aws:iam/rolePolicy:RolePolicy streamlit-allowed-people",
            "create aws:lambda/function:Function streamlit-allowed-people",
            "create aws:lambda/permission:Permission streamlit-identity-trigger",
            "create aws:lb/listenerRule:ListenerRule streamlit-refused",
            "create streamlit-cognito:auth:AllowedPeople streamlit-allowed-people",
            "create streamlit-cognito:auth:IdentityProviders streamlit-identity",
            updatedPool,
            updatedClient,
        ],
    },
    {
        settings: { identityProviders: providers("https://login.example.org") },
        operations: ["update aws:cognito/identityProvider:IdentityProvider streamlit-identity-Company"],
    },
    {
        settings: { identityProviderSecrets: '{"Company":"newer"}' },
        operations: ["update aws:cognito/identityProvider:IdentityProvider streamlit-identity-Company"],
    },
    {
        settings: { allowedPeople: '["example.org"]' },
        operations: ["update aws:lambda/function:Function streamlit-allowed-people"],
    },
];
