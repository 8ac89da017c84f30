import { types } from "../../../declared/types";
import { singleSignOn } from "../../unit/support/single-sign-on";
import { add, edit, end, remove, together, under, whatever, type Mutation } from "../mutation";

const pool = [types.userPool, "streamlit-users"] as const;
const client = [types.userPoolClient, "streamlit-load-balancer"] as const;
const people = [types.lambdaFunction, "streamlit-allowed-people"] as const;
const permission = [types.lambdaPermission, "streamlit-identity-trigger"] as const;
const company = [types.identityProvider, "streamlit-identity-Company"] as const;
const google = [types.identityProvider, "streamlit-identity-Google"] as const;
const campus = [types.identityProvider, "streamlit-identity-Campus"] as const;
const allowed = ["environment", "variables", "ALLOWED_PEOPLE"] as const;
const code = ["code", "assets", "allowed-people.mjs", "path"] as const;
const details = (name: string): [string, string] => ["providerDetails", name];
const trusted = ["environment", "variables", "TRUSTED_PROVIDERS"] as const;
const role = [types.role, "streamlit-allowed-people"] as const;
const refused = [types.listenerRule, "streamlit-refused"] as const;
const list = '["example.com","ada@example.org"]';
const others = "arn:aws:lambda:us-east-1:999999999999:function:others";

/** Who may sign in through an identity provider, and what keeps the others out. */
export const singleSignOnMutations: readonly Mutation[] = under(singleSignOn.config, [
    edit("made accounts for strangers", "strangers-kept-out", pool, ["lambdaConfig", "preSignUp"], whatever, undefined),
    edit("let those in who are no longer allowed", "strangers-kept-out", pool, ["lambdaConfig", "preTokenGeneration"], whatever, undefined),
    edit("took the triggers away", "strangers-kept-out", pool, ["lambdaConfig"], whatever, undefined),
    edit("asked somebody else's function who may come", "own-triggers", pool, ["lambdaConfig", "preSignUp"], whatever, others),
    edit("let somebody else's function watch sign-ins", "own-triggers", pool, ["lambdaConfig", "postAuthentication"], undefined, others),
    edit("emptied the list", "strangers-kept-out", people, ["environment", "variables", "ALLOWED_PEOPLE"], list, "[]"),
    edit("took the list away", "strangers-kept-out", people, ["environment", "variables", "ALLOWED_PEOPLE"], list, undefined),
    edit("allowed a pattern", "strangers-kept-out", people, ["environment", "variables", "ALLOWED_PEOPLE"], list, '["*.example.com"]'),
    edit("allowed everybody at a public mail service", "strangers-kept-out", people, allowed, list, '["example.com","gmail.com"]'),
    edit("asked another export of the function's file", "own-triggers", people, ["handler"], whatever, "allowed-people.letEverybodyIn"),
    edit("took the function from another folder", "own-triggers", people, code, "./triggers/allowed-people.mjs", "/tmp/allowed-people.mjs"),
    edit("took somebody else for Google", "provider-endpoints", google, details("token_url"), whatever, "https://evil.example/token"),
    edit("asked an issuer without TLS", "provider-endpoints", company, details("oidc_issuer"), whatever, "http://login.example.com"),
    edit(
        "took somebody else's tokens for the issuer's",
        "provider-endpoints",
        company,
        details("token_url"),
        undefined,
        "https://evil.example/",
    ),
    edit("let sign-ins begin at the provider", "provider-endpoints", campus, details("IDPInit"), "false", "true"),
    edit(
        "took any name for a verified address",
        "verified-by-provider",
        company,
        ["attributeMapping", "email"],
        "email",
        "preferred_username",
    ),
    edit(
        "took a nickname for the word on it",
        "verified-by-provider",
        company,
        ["attributeMapping", "email_verified"],
        whatever,
        "nickname",
    ),
    edit("trusted everybody at Google", "addresses-vouched-for", people, trusted, '["Campus"]', '["Campus","Google"]'),
    edit("trusted a provider that verifies some addresses", "addresses-vouched-for", people, trusted, '["Campus"]', '["Campus","Company"]'),
    edit("trusted a provider that is not there", "addresses-vouched-for", people, trusted, '["Campus"]', '["Campus","Other"]'),
    edit("took an account's own word for its domain", "addresses-vouched-for", google, ["attributeMapping", "website"], "hd", "website"),
    edit("did not ask Google for the domain", "addresses-vouched-for", google, ["attributeMapping", "website"], "hd", undefined),
    together("let users write the domain that Google vouches for", "own-attributes-only", [
        edit("", "", google, ["attributeMapping", "website"], "hd", undefined),
    ]),
    edit("let every user pool call the function", "own-triggers", permission, ["sourceArn"], whatever, undefined),
    edit("let everybody call the function", "own-triggers", permission, ["principal"], "cognito-idp.amazonaws.com", "*"),
    remove("took the pool's permission to ask away", "own-triggers", permission),
    edit("sent the function's log where it stays for ever", "logs-to-own-group", people, ["loggingConfig"], whatever, undefined),
    edit("gave the function a password", "no-secret-in-environment", people, ["environment", "variables", "DB_PASSWORD"], undefined, "x"),
    edit(
        "let tasks take the function's role, for any account",
        "role-trust",
        role,
        ["assumeRolePolicy", "Statement", 0, "Principal", "Service"],
        "lambda.amazonaws.com",
        "ecs-tasks.amazonaws.com",
    ),
    edit(
        "let the client use a provider that is not the stack's",
        "sign-up-closed",
        client,
        ["supportedIdentityProviders", end],
        undefined,
        "LoginWithAmazon",
    ),
    edit("shut the pool's own people out", "sign-up-closed", client, ["supportedIdentityProviders"], whatever, ["Google"]),
    edit("let users write their telephone number", "own-attributes-only", client, ["writeAttributes", end], undefined, "phone_number"),
    together("let users write the address that a provider vouches for", "own-attributes-only", [
        edit("", "", client, ["allowedOauthScopes", end], undefined, "aws.cognito.signin.user.admin"),
    ]),
    edit("gave a provider no secret", "provider-secret-kept", company, ["providerDetails", "client_secret"], "company-secret", undefined),
    edit(
        "wrote a provider's secret into a variable",
        "provider-secret-kept",
        people,
        ["environment", "variables", "HINT"],
        undefined,
        "company-secret",
    ),
    edit("told everybody that they may not come in", "open-pages-are-exact", refused, ["conditions", 2], whatever, {
        httpRequestMethod: { values: ["GET"] },
    }),
    edit(
        "let who is refused through to the app",
        "authenticate-before-forward",
        refused,
        ["actions", 0, "type"],
        "fixed-response",
        "forward",
    ),
    add("added another pool's provider", "strangers-kept-out", [types.identityProvider, "streamlit-other"], company, () => ({
        userPoolId: "us-east-1_Other",
        providerName: "Other",
        providerType: "OIDC",
        providerDetails: { client_id: "id", client_secret: "secret", oidc_issuer: "https://evil.example.com" },
    })),
]);
