import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { DeclaredStack } from "../../local/declared";
import { evaluate } from "../../local/evaluate";
import { changes } from "./support/changes";
import { declare, repository, stackConfig } from "./support/declare";
import { recordingRegistrations } from "./support/registrations";
import { devTags, inputsByName, label, output, tree, types } from "./support/resources";
import { singleSignOn } from "./support/single-sign-on";

const people = "streamlit-allowed-people";

describe("single sign-on", () => {
    let stack: DeclaredStack;
    let userPoolId: string;
    before(async () => {
        stack = await declare(singleSignOn);
        userPoolId = stack.one(types.userPool).id;
    });

    it("adds a trigger and the providers, and changes nothing but the pool and its client", async () => {
        const found = changes(await declare(), stack);
        const added = Object.keys(found).filter((key) => found[key] === "registered");
        assert.deepEqual(added, [
            "AllowedPeople streamlit-allowed-people",
            "Function streamlit-allowed-people",
            "IdentityProvider streamlit-identity-Campus",
            "IdentityProvider streamlit-identity-Company",
            "IdentityProvider streamlit-identity-Google",
            "IdentityProviders streamlit-identity",
            "ListenerRule streamlit-refused",
            "LogGroup streamlit-allowed-people-logs",
            "Permission streamlit-identity-trigger",
            "Role streamlit-allowed-people",
            "RolePolicy streamlit-allowed-people",
        ]);
        const trigger = output(stack, types.lambdaFunction, "arn");
        const others = Object.entries(found).filter(([key]) => !added.some((name) => key === name || key.startsWith(`${name}.`)));
        assert.deepEqual(Object.fromEntries(others), {
            "UserPool streamlit-users.lambdaConfig.preSignUp": trigger,
            "UserPool streamlit-users.lambdaConfig.preTokenGeneration": trigger,
            "UserPoolClient streamlit-load-balancer.supportedIdentityProviders.1": "Google",
            "UserPoolClient streamlit-load-balancer.supportedIdentityProviders.2": "Company",
            "UserPoolClient streamlit-load-balancer.supportedIdentityProviders.3": "Campus",
            "UserPoolClient streamlit-load-balancer.writeAttributes.0": "email",
            "UserPoolClient streamlit-load-balancer.writeAttributes.1": "nickname",
            "UserPoolClient streamlit-load-balancer.writeAttributes.2": "website",
            "outputs.identityProviderRedirectUri": `${String(stack.outputs["loginUrl"])}/oauth2/idpresponse`,
        });
    });

    it("puts the new resources into two components of the login", () => {
        assert.deepEqual(
            tree(stack).filter((line) => /allowed-people|streamlit-identity/.test(line)),
            [
                "AllowedPeople streamlit-allowed-people < Auth streamlit",
                "Function streamlit-allowed-people < AllowedPeople streamlit-allowed-people",
                "IdentityProvider streamlit-identity-Campus < IdentityProviders streamlit-identity",
                "IdentityProvider streamlit-identity-Company < IdentityProviders streamlit-identity",
                "IdentityProvider streamlit-identity-Google < IdentityProviders streamlit-identity",
                "IdentityProviders streamlit-identity < Auth streamlit",
                "LogGroup streamlit-allowed-people-logs < AllowedPeople streamlit-allowed-people",
                "Permission streamlit-identity-trigger < IdentityProviders streamlit-identity",
                "Role streamlit-allowed-people < AllowedPeople streamlit-allowed-people",
                "RolePolicy streamlit-allowed-people < AllowedPeople streamlit-allowed-people",
            ],
        );
        for (const component of stack.resources.filter(({ name, custom }) => !custom && /allowed-people|-identity$/.test(name))) {
            assert.notDeepEqual(component.outputs ?? {}, {}, label(component));
        }
    });

    it("asks a function that is one small file, with the list and nothing more", () => {
        assert.deepEqual(stack.one(types.lambdaFunction).inputs, {
            role: output(stack, types.role, "arn", people),
            runtime: "nodejs22.x",
            architectures: ["arm64"],
            handler: "allowed-people.handler",
            code: {
                __pulumiArchive: true,
                assets: { "allowed-people.mjs": { __pulumiAsset: true, path: "./triggers/allowed-people.mjs" } },
            },
            memorySize: 128,
            timeout: 5,
            environment: {
                variables: { ALLOWED_PEOPLE: '["example.com","ada@example.org"]', TRUSTED_PROVIDERS: '["Campus"]' },
            },
            loggingConfig: { logFormat: "Text", logGroup: output(stack, types.logGroup, "name", `${people}-logs`) },
            tags: devTags,
        });
    });

    it("lets the function write its own log, and nothing else", () => {
        const { assumeRolePolicy, ...role } = stack.one(types.role, people).inputs;
        assert.deepEqual(role, { tags: devTags });
        assert.deepEqual(JSON.parse(String(assumeRolePolicy)), {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
        });
        const { policy, ...rest } = stack.one(types.rolePolicy, people).inputs;
        assert.deepEqual(rest, { role: output(stack, types.role, "name", people) });
        const Resource = `${String(output(stack, types.logGroup, "arn", `${people}-logs`))}:*`;
        assert.deepEqual(JSON.parse(String(policy)), {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource }],
        });
        assert.deepEqual(stack.one(types.logGroup, `${people}-logs`).inputs, { retentionInDays: 30, tags: devTags });
    });

    it("lets this user pool call the function, and nobody else", () => {
        assert.deepEqual(stack.one(types.lambdaPermission).inputs, {
            action: "lambda:InvokeFunction",
            function: output(stack, types.lambdaFunction, "name"),
            principal: "cognito-idp.amazonaws.com",
            sourceArn: output(stack, types.userPool, "arn"),
        });
    });

    it("has each provider with its secret and its claims", () => {
        const claims = { username: "sub", email: "email", email_verified: "email_verified", nickname: "name" };
        const schema = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
        assert.deepEqual(inputsByName(stack, types.identityProvider), {
            "streamlit-identity-Google": {
                userPoolId,
                providerName: "Google",
                providerType: "Google",
                attributeMapping: { ...claims, website: "hd" },
                providerDetails: {
                    client_id: "1234.apps.googleusercontent.com",
                    client_secret: "google-secret",
                    authorize_scopes: "openid email profile",
                    attributes_url: "https://people.googleapis.com/v1/people/me?personFields=",
                    attributes_url_add_attributes: "true",
                    authorize_url: "https://accounts.google.com/o/oauth2/v2/auth",
                    oidc_issuer: "https://accounts.google.com",
                    token_request_method: "POST",
                    token_url: "https://www.googleapis.com/oauth2/v4/token",
                },
            },
            "streamlit-identity-Company": {
                userPoolId,
                providerName: "Company",
                providerType: "OIDC",
                attributeMapping: claims,
                providerDetails: {
                    client_id: "app",
                    client_secret: "company-secret",
                    authorize_scopes: "openid email profile team",
                    attributes_request_method: "GET",
                    attributes_url_add_attributes: "false",
                    oidc_issuer: "https://login.example.com",
                },
            },
            "streamlit-identity-Campus": {
                userPoolId,
                providerName: "Campus",
                providerType: "SAML",
                attributeMapping: { email: `${schema}/emailaddress`, nickname: `${schema}/name` },
                providerDetails: { MetadataURL: "https://idp.example.edu/metadata", IDPInit: "false", IDPSignout: "false" },
            },
        });
    });

    it("has every provider map every attribute that the pool requires, and lets the client write what is mapped", () => {
        const schemas = stack.one(types.userPool).inputs["schemas"] as { name: string; required: boolean }[];
        const required = schemas.filter((schema) => schema.required).map(({ name }) => name);
        const writable = stack.one(types.userPoolClient).inputs["writeAttributes"] as string[];
        for (const provider of stack.ofType(types.identityProvider)) {
            const mapped = Object.keys(provider.inputs["attributeMapping"] as object);
            assert.deepEqual(
                required.filter((name) => !mapped.includes(name)),
                [],
                label(provider),
            );
            const written = mapped.filter((name) => !["username", "email_verified"].includes(name));
            assert.deepEqual(
                written.filter((name) => !writable.includes(name)),
                [],
                label(provider),
            );
        }
    });

    // Otherwise the client names a provider that is not there yet, or people come before anybody is asked about them.
    it("makes the permission before the providers, and the providers before the client", () => {
        const { urn: permission } = stack.one(types.lambdaPermission);
        const providers = stack.ofType(types.identityProvider);
        assert.ok(providers.every(({ dependencies }) => dependencies.includes(permission)));
        const { dependencies } = stack.one(types.userPoolClient);
        assert.ok(providers.every(({ urn }) => dependencies.includes(urn)));
    });

    it("takes a provider's own claims, its metadata, and its word for addresses", async () => {
        const identityProviders = JSON.stringify({
            Staff: {
                type: "oidc",
                clientId: "app",
                issuer: "https://login.example.com",
                verifiesEmail: true,
                attributes: { nickname: "preferred_username", name: "name" },
            },
            Campus: { type: "saml", metadata: "<md/>", attributes: { email_verified: "urn:verified" } },
        });
        const other = await declare({
            config: { identityProviders, identityProviderSecrets: '{"Staff":"s"}', allowedPeople: '["example.com"]' },
        });
        const found = inputsByName(other, types.identityProvider);
        assert.deepEqual(found["streamlit-identity-Staff"]?.["attributeMapping"], {
            username: "sub",
            email: "email",
            nickname: "preferred_username",
            name: "name",
        });
        const { attributeMapping, providerDetails } = found["streamlit-identity-Campus"] as Record<string, Record<string, string>>;
        assert.equal(attributeMapping?.["email_verified"], "urn:verified");
        assert.deepEqual(providerDetails, { MetadataFile: "<md/>", IDPInit: "false", IDPSignout: "false" });
        const { environment } = other.one(types.lambdaFunction).inputs as { environment: { variables: Record<string, string> } };
        assert.equal(environment.variables["TRUSTED_PROVIDERS"], '["Staff"]');
        assert.deepEqual(other.one(types.userPoolClient).inputs["writeAttributes"], ["email", "name", "nickname"]);
    });

    it("registers the providers' details as a secret", async () => {
        const options = { directory: repository, ...stackConfig(singleSignOn) };
        const { registrations } = await recordingRegistrations(() => evaluate(options));
        const providers = registrations.filter(({ type }) => type === types.identityProvider);
        assert.equal(providers.length, 3);
        for (const { name, inputs } of providers.filter((provider) => provider.name !== "streamlit-identity-Campus")) {
            assert.ok(pulumi.runtime.isRpcSecret(inputs["providerDetails"]), name);
        }
        // Nor anywhere else: what is no secret is in the state and in the preview.
        const open = registrations.filter(({ inputs }) => !pulumi.runtime.isRpcSecret(inputs["providerDetails"]));
        assert.doesNotMatch(JSON.stringify(open), /google-secret|company-secret/);
    });

    it("leaves nothing behind when it is unset", async () => {
        assert.deepEqual(changes(await declare(), await declare({ config: { identityProviders: "" } })), {});
    });
});
