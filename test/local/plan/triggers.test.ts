import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { planStack } from "../../../local/plan";
import { arns, projectFolder, resource, smallest, stackOf } from "./support/example";

type Inputs = Readonly<Record<string, unknown>>;

const lambdaArn = "arn:aws:lambda:us-east-1:123456789012:function:people";

const lambda = (inputs: Inputs = {}) =>
    resource(
        "aws:lambda/function:Function",
        "people",
        {
            runtime: "nodejs22.x",
            handler: "people.handler",
            code: { assets: { "people.mjs": { path: "./triggers/people.mjs" } } },
            environment: { variables: { LIST: "[]" } },
            role: "arn:role",
            timeout: 5,
            ...inputs,
        },
        { id: "people-0123abc", arn: lambdaArn },
    );
const permission = (inputs: Inputs = {}) =>
    resource("aws:lambda/permission:Permission", "may", {
        action: "lambda:InvokeFunction",
        function: "people-0123abc",
        principal: "cognito-idp.amazonaws.com",
        sourceArn: arns.userPool,
        ...inputs,
    });
const provider = (inputs: Inputs = {}, details: Inputs = {}) =>
    resource("aws:cognito/identityProvider:IdentityProvider", "company", {
        userPoolId: "us-east-1_Pool",
        providerName: "Company",
        providerType: "OIDC",
        attributeMapping: { username: "sub", email: "email" },
        providerDetails: {
            client_id: "id",
            client_secret: "secret",
            oidc_issuer: "https://login.example.com",
            authorize_scopes: "openid email",
            attributes_request_method: "GET",
            attributes_url_add_attributes: "false",
            ...details,
        },
        ...inputs,
    });
const both = { users: { lambdaConfig: { preSignUp: lambdaArn, preTokenGeneration: lambdaArn } } };

describe("plan of identity providers and triggers", () => {
    let directory: string;
    before(() => (directory = projectFolder()));
    after(() => fs.rmSync(directory, { recursive: true }));

    const pool = (more: readonly ReturnType<typeof resource>[], changes: Readonly<Record<string, Inputs>> = both) =>
        planStack(stackOf([...smallest, ...more], changes), directory).userPool;
    const message = (...given: Parameters<typeof pool>): string => {
        try {
            pool(...given);
        } catch (error) {
            return String(error);
        }
        return assert.fail("It was not refused.");
    };

    it("has the function's own files, variables and seconds", () => {
        const planned = {
            resourceName: "people",
            handler: "people.handler",
            files: { "people.mjs": path.join(directory, "triggers/people.mjs") },
            environment: { LIST: "[]" },
            timeout: 5,
        };
        assert.deepEqual(pool([lambda(), permission()]).triggers, { preSignUp: planned, preTokenGeneration: planned });
        const one = pool([lambda({ timeout: undefined }), permission()], { users: { lambdaConfig: { preSignUp: lambdaArn } } });
        assert.deepEqual(one.triggers, { preSignUp: { ...planned, timeout: 3 } });
    });

    it("has the providers by name", () => {
        assert.deepEqual(pool([provider()], {}).externalProviders, [
            {
                name: "Company",
                resourceName: "company",
                issuer: "https://login.example.com",
                clientId: "id",
                clientSecret: "secret",
                scope: "openid email",
                attributeMapping: { username: "sub", email: "email" },
            },
        ]);
    });

    const notNode = /Function "people": runtime: "python3.13" does not run here, only nodejs/;
    const notPermitted = /UserPool "users": lambdaConfig\.preSignUp: no declared permission lets the pool call "people"/;
    const refused: readonly (readonly [string, Parameters<typeof pool>[0], RegExp, Parameters<typeof pool>[1]?])[] = [
        ["a function in another language", [lambda({ runtime: "python3.13" }), permission()], notNode],
        ["a container image", [lambda({ imageUri: "image" }), permission()], /"people": imageUri: only archives of the program's files/],
        ["code that is nowhere here", [lambda({ code: undefined }), permission()], /"people": code: only archives of the program's files/],
        [
            "an asset without a file",
            [lambda({ code: { assets: { a: { text: "x" } } } }), permission()],
            /"people": code: "a" is no file of the program/,
        ],
        [
            "an asset that is none",
            [lambda({ code: { assets: { a: null } } }), permission()],
            /"people": code: "a" is no file of the program/,
        ],
        ["a permission under a condition", [lambda(), permission({ sourceAccount: "1" })], /Permission ".*": sourceAccount: an input/],
        ["an input of a future version", [lambda({ newSetting: 1 }), permission()], /"people": newSetting/],
        ["a pool that may not call", [lambda()], notPermitted],
        ["a permission for another function", [lambda(), permission({ function: "other" })], notPermitted],
        ["a permission for another pool", [lambda(), permission({ sourceArn: "arn:other" })], notPermitted],
        ["a permission for another service", [lambda(), permission({ principal: "s3.amazonaws.com" })], notPermitted],
        ["a function that is not declared", [], /lambdaConfig\.preSignUp: no declared function has this ARN/],
        [
            "another trigger",
            [lambda(), permission()],
            /lambdaConfig\.customMessage: an input that the local run does not know/,
            { users: { lambdaConfig: { preSignUp: lambdaArn, customMessage: lambdaArn } } },
        ],
        ["Google, by its name", [provider({ providerType: "Google" })], /"company": providerType: Google sends nobody back/, {}],
        ["SAML, by its name", [provider({ providerType: "SAML" })], /"company": providerType: SAML is not served here/, {}],
        ["another type", [provider({ providerType: "Facebook" })], /"company": providerType: "Facebook" is not served here/, {}],
        ["a provider of another pool", [provider({ userPoolId: "other" })], /"company": userPoolId: no declared user pool/, {}],
        ["identifiers", [provider({ idpIdentifiers: ["x"] })], /"company": idpIdentifiers/, {}],
        ["endpoints of one's own", [provider({}, { token_url: "https://x" })], /"company": providerDetails\.token_url/, {}],
        ["POST for attributes", [provider({}, { attributes_request_method: "POST" })], /attributes_request_method/, {}],
        [
            "another user name",
            [provider({ attributeMapping: { username: "email" } })],
            /attributeMapping: the user name is the provider's sub/,
            {},
        ],
    ];
    for (const [what, more, expected, changes] of refused) {
        it(`refuses ${what}`, () => {
            assert.match(message(more, changes ?? both), expected);
        });
    }
});
