import { types } from "../../../declared/types";
import { add, edit, end, whatever, type Mutation } from "../mutation";

const pool = [types.userPool, "streamlit-users"] as const;
const client = [types.userPoolClient, "streamlit-load-balancer"] as const;
const page = [types.userPoolDomain, "streamlit-login"] as const;

const callback = "https://streamlit.example.com/oauth2/idpresponse";
const signedOut = "https://streamlit.example.com/signed-out";

/** Who can have an account, and what the client can do. */
export const userPoolMutations: readonly Mutation[] = [
    edit("opened sign-up", "sign-up-closed", pool, ["adminCreateUserConfig", "allowAdminCreateUserOnly"], true, false),
    edit(
        "led the mail with a code elsewhere",
        "invitation-links-home",
        pool,
        ["verificationMessageTemplate", "emailMessage"],
        whatever,
        "Enter {####} at https://evil.example",
    ),
    edit("left sign-up to AWS's default", "sign-up-closed", pool, ["adminCreateUserConfig"], { allowAdminCreateUserOnly: true }, undefined),
    edit(
        "let people of another identity provider in",
        "sign-up-closed",
        client,
        ["supportedIdentityProviders"],
        ["COGNITO"],
        ["COGNITO", "Google"],
    ),
    edit("left the identity providers to AWS", "sign-up-closed", client, ["supportedIdentityProviders"], ["COGNITO"], undefined),
    add("added an identity provider", "strangers-kept-out", [types.identityProvider, "streamlit-google"], client, (stack) => ({
        userPoolId: stack.one(...pool).id,
        providerName: "Google",
        providerType: "Google",
        providerDetails: { client_id: "id", client_secret: "secret", authorize_scopes: "openid email" },
    })),
    edit("accepted passwords of four characters", "password-policy", pool, ["passwordPolicy", "minimumLength"], 8, 4),
    edit("accepted passwords of letters only", "password-policy", pool, ["passwordPolicy", "requireSymbols"], true, false),
    edit("let temporary passwords last a year", "password-policy", pool, ["passwordPolicy", "temporaryPasswordValidityDays"], 3, 365),
    edit("turned second factors off", "second-factor-offered", pool, ["mfaConfiguration"], "OPTIONAL", "OFF"),
    edit("left only messages as a second factor", "second-factor-offered", pool, ["softwareTokenMfaConfiguration", "enabled"], true, false),
    edit("let a phone recover an account", "recovery-by-email", pool, ["accountRecoverySetting", "recoveryMechanisms", end], undefined, {
        name: "verified_phone_number",
        priority: 2,
    }),
    edit(
        "let only the owner recover an account",
        "recovery-by-email",
        pool,
        ["accountRecoverySetting", "recoveryMechanisms", 0, "name"],
        "verified_email",
        "admin_only",
    ),
    edit("verified no address", "recovery-by-email", pool, ["autoVerifiedAttributes"], ["email"], []),
    edit("protected the pool from deletion", "deletable", pool, ["deletionProtection"], "INACTIVE", "ACTIVE"),
    edit("made the client public", "client-secret", client, ["generateSecret"], true, false),
    edit("allowed the implicit flow", "code-flow-only", client, ["allowedOauthFlows"], ["code"], ["code", "implicit"]),
    edit("allowed the client to sign itself in", "code-flow-only", client, ["allowedOauthFlows"], ["code"], ["client_credentials"]),
    edit(
        "allowed passwords without the login page",
        "code-flow-only",
        client,
        ["explicitAuthFlows", end],
        undefined,
        "ALLOW_USER_PASSWORD_AUTH",
    ),
    edit(
        "left the direct flows to AWS's default",
        "code-flow-only",
        client,
        ["explicitAuthFlows"],
        ["ALLOW_REFRESH_TOKEN_AUTH"],
        undefined,
    ),
    edit(
        "allowed tokens to change accounts",
        "least-scopes",
        client,
        ["allowedOauthScopes", end],
        undefined,
        "aws.cognito.signin.user.admin",
    ),
    edit("turned the scopes off", "least-scopes", client, ["allowedOauthFlowsUserPoolClient"], true, false),
    edit("sent the code by plain HTTP", "callback-at-own-host", client, ["callbackUrls", 0], callback, callback.replace("https:", "http:")),
    edit(
        "sent the code to a developer's machine, too",
        "callback-at-own-host",
        client,
        ["callbackUrls", end],
        undefined,
        "https://localhost:8501/oauth2/idpresponse",
    ),
    edit(
        "sent the code to a page of the app",
        "callback-at-own-host",
        client,
        ["callbackUrls", 0],
        callback,
        "https://streamlit.example.com/",
    ),
    edit("let signing out end elsewhere", "callback-at-own-host", client, ["logoutUrls", 0], signedOut, "https://evil.example.com/"),
    edit("let users change their address", "own-attributes-only", client, ["writeAttributes", end], undefined, "email"),
    edit("let users change everything", "own-attributes-only", client, ["writeAttributes"], ["nickname"], undefined),
    edit("told who has an account", "users-hidden", client, ["preventUserExistenceErrors"], "ENABLED", "LEGACY"),
    edit("made access tokens last five hours", "short-tokens", client, ["tokenValidityUnits", "accessToken"], "minutes", "hours"),
    edit("made identity tokens last a day", "short-tokens", client, ["idTokenValidity"], 5, 1440),
    edit("gave up revoking tokens", "short-tokens", client, ["enableTokenRevocation"], true, false),
    edit("made refresh tokens last ten years", "refresh-outlives-session", client, ["refreshTokenValidity"], 720, 5_256_000),
    edit("ended refresh tokens before the session", "refresh-outlives-session", client, ["refreshTokenValidity"], 720, 60),
    edit("took a reserved word into the login page's address", "login-prefix", page, ["domain"], whatever, "my-cognito-login"),
];
