import assert from "node:assert/strict";
import fc from "fast-check";
import { environment, firstSignIn, tokens, verified, whyRefused } from "./support/allowed-people";

const tokenSources = [
    "TokenGeneration_HostedAuth",
    "TokenGeneration_Authentication",
    "TokenGeneration_NewPasswordChallenge",
    "TokenGeneration_AuthenticateDevice",
    "TokenGeneration_RefreshTokens",
];

describe("the function that knows the allowed people", () => {
    const events = { "a first sign-in": firstSignIn, tokens } as const;
    for (const [what, event] of Object.entries(events)) {
        for (const email of ["ada@example.com", "ADA@EXAMPLE.COM", "grace+app@example.com", "ada@example.org", "Ada@Example.org"]) {
            it(`lets ${email} in at ${what}`, () => {
                assert.equal(whyRefused(event(verified(email)), environment), undefined);
            });
        }

        for (const email of [
            "ada@sub.example.com",
            "ada@notexample.com",
            "ada@example.com.evil.com",
            "ada@evil.com@example.com",
            '"ada@evil.com"@example.com',
            "ada@evil.com,ada@example.com",
            "ada@evil.com ada@example.com",
            "ada@evil.com\n@example.com",
            "<ada@example.com>",
            "ada@example.com.",
            "ada@.example.com",
            "@example.com",
            "example.com",
            "ada@example.com\u0000",
            " ada@example.com",
            "grace@example.org",
            "ada+app@example.org",
            "a.da@example.org",
            // Letters that look like, or are lowered into, others: the Kelvin sign, a dotted I, Cyrillic, full width.
            "ada@example.\u212Aom",
            "ada@examp\u217Ce.com",
            "\u0430da@example.org",
            "ada@\uFF45xample.com",
            "ada@exampl\u00E9.com",
            `${"a".repeat(65)}@example.com`,
            "",
            undefined,
            null,
            7,
            ["ada@example.com"],
            { toString: () => "ada@example.com" },
        ]) {
            it(`keeps ${email === undefined ? "nobody" : JSON.stringify(email)} out at ${what}`, () => {
                assert.notEqual(whyRefused(event(verified(email)), environment), undefined);
            });
        }

        for (const value of ["false", "True", "yes", "", true, 1, undefined, null]) {
            it(`keeps an address out that is verified by ${value === undefined ? "nothing" : JSON.stringify(value)} at ${what}`, () => {
                const why = whyRefused(event({ email: "ada@example.com", email_verified: value }), environment);
                assert.equal(why, "unverified address");
            });
        }

        it(`takes the word of a trusted provider at ${what}, and of no other`, () => {
            const said = { email: "ada@example.com", email_verified: "false" };
            assert.equal(whyRefused(event(said, "Campus"), environment), undefined);
            assert.equal(whyRefused(event(said, "campus"), environment), undefined);
            for (const other of ["Camp", "Campus2", "", "xCampus"]) {
                assert.equal(whyRefused(event(said, other), environment), "unverified address", other);
            }
            assert.equal(whyRefused(event(verified("eve@evil.com"), "Campus"), environment), "not on the list");
        });

        it(`lets people of a domain come by Google at ${what} only where its Workspace manages the account`, () => {
            const by = (provider: string, website: unknown) =>
                whyRefused(event({ ...verified("ada@example.com"), website }, provider), environment);
            for (const provider of ["Google", "google", "GOOGLE"]) {
                assert.equal(by(provider, "example.com"), undefined);
                assert.equal(by(provider, "Example.COM"), undefined);
                for (const other of [
                    undefined,
                    null,
                    "",
                    "evil.com",
                    "example.org",
                    "sub.example.com",
                    "example.com.",
                    " example.com",
                    "example.com,evil.com",
                    "https://example.com",
                    "example.\u212Aom",
                    ["example.com"],
                    { toString: () => "example.com" },
                ]) {
                    assert.equal(by(provider, other), "no Google Workspace account of the domain", JSON.stringify(other));
                }
            }
            assert.equal(by("Company", undefined), undefined, "another provider answers for its people itself");
        });

        it(`needs no Workspace for an address on the list at ${what}, and no domain that is not on it`, () => {
            assert.equal(whyRefused(event(verified("ada@example.org"), "Google"), environment), undefined);
            const elsewhere = { ...verified("eve@evil.com"), website: "evil.com" };
            assert.equal(whyRefused(event(elsewhere, "Google"), environment), "not on the list");
            const unverified = { email: "ada@example.com", email_verified: "false", website: "example.com" };
            assert.equal(whyRefused(event(unverified, "Google"), environment), "unverified address");
        });

        for (const list of [undefined, "", "example.com", "{}", '"example.com"', "[1]", '[""]', "null"]) {
            it(`keeps everybody out at ${what} where the list is ${list === undefined ? "not there" : JSON.stringify(list)}`, () => {
                assert.equal(whyRefused(event(verified("ada@example.com")), { ...environment, ALLOWED_PEOPLE: list }), "no readable list");
                assert.equal(
                    whyRefused(event(verified("ada@example.com")), { ...environment, TRUSTED_PROVIDERS: list }),
                    "no readable list",
                );
            });
        }

        it(`keeps everybody out at ${what} where nobody is on the list`, () => {
            assert.equal(whyRefused(event(verified("ada@example.com")), { ...environment, ALLOWED_PEOPLE: "[]" }), "not on the list");
        });
    }

    it("takes a provider's name from before the first underscore, whatever the provider calls its people", () => {
        const event = { ...firstSignIn({ email: "ada@example.com" }), userName: "Company_Campus_1" };
        assert.equal(whyRefused(event, environment), "unverified address");
    });

    it("lets the owner add anybody", () => {
        const event = {
            triggerSource: "PreSignUp_AdminCreateUser",
            userName: "eve",
            request: { userAttributes: { email: "eve@evil.com" } },
        };
        assert.equal(whyRefused(event, environment), undefined);
        assert.equal(whyRefused(event, {}), undefined);
    });

    for (const triggerSource of tokenSources) {
        for (const status of ["CONFIRMED", "FORCE_CHANGE_PASSWORD", "RESET_REQUIRED"]) {
            it(`lets an account that the owner added (${status}) have tokens at ${triggerSource}`, () => {
                const userAttributes = { "cognito:user_status": status, email: "eve@evil.com", email_verified: "false" };
                assert.equal(whyRefused({ triggerSource, userName: "eve", request: { userAttributes } }, environment), undefined);
            });
        }

        it(`asks for a federated user again at ${triggerSource}`, () => {
            assert.equal(whyRefused(tokens(verified("ada@example.com"), "Company", triggerSource), environment), undefined);
            assert.equal(whyRefused(tokens(verified("eve@evil.com"), "Company", triggerSource), environment), "not on the list");
        });
    }

    it("renews no tokens of somebody who was taken off the list", () => {
        const renewal = tokens(verified("ada@example.com"), "Company", "TokenGeneration_RefreshTokens");
        assert.equal(whyRefused(renewal, environment), undefined);
        assert.equal(whyRefused(renewal, { ...environment, ALLOWED_PEOPLE: '["grace@example.com"]' }), "not on the list");
    });

    it("takes nobody for the owner's who might come from elsewhere", () => {
        for (const attributes of [
            { "cognito:user_status": "CONFIRMED" },
            { "cognito:user_status": "EXTERNAL_PROVIDER", identities: undefined },
            { "cognito:user_status": undefined, identities: undefined },
            { "cognito:user_status": "UNCONFIRMED", identities: undefined },
            { "cognito:user_status": ["CONFIRMED"], identities: undefined },
            { "cognito:user_status": "CONFIRMED", identities: "" },
            { "cognito:user_status": "CONFIRMED", identities: "[]" },
        ]) {
            const event = tokens({ ...verified("eve@evil.com"), ...attributes });
            assert.equal(whyRefused(event, environment), "not on the list", JSON.stringify(attributes));
        }
    });

    it("trusts no provider that cannot be told", () => {
        for (const identities of ["", "[]", "{}", "nonsense", "[{}]", '[{"providerName":"Campus"},{"providerName":"Company"}]']) {
            const event = tokens({ email: "ada@example.com", identities }, "Campus");
            assert.equal(whyRefused(event, environment), "unverified address", identities);
        }
    });

    it("takes whoever might come by Google for somebody who does", () => {
        const google = '{"providerName":"Google"}';
        for (const identities of ["", "[]", "{}", "nonsense", `[${google}]`, `[{"providerName":"Company"},${google}]`]) {
            const event = tokens({ ...verified("ada@example.com"), identities });
            assert.equal(whyRefused(event, environment), "no Google Workspace account of the domain", identities);
        }
    });

    it("keeps out whatever asks by another name", () => {
        for (const triggerSource of ["PreSignUp_SignUp", "TokenGeneration_ClientCredentials", "", "constructor", undefined, null, 1]) {
            const event = { ...tokens(verified("ada@example.com")), triggerSource };
            assert.equal(whyRefused(event, environment), "unknown trigger");
        }
        for (const event of [undefined, null, "", 1, [], {}]) {
            assert.equal(whyRefused(event, environment), "unknown trigger");
        }
        for (const triggerSource of ["PreSignUp_ExternalProvider", ...tokenSources]) {
            for (const request of [undefined, null, {}, { userAttributes: null }]) {
                assert.notEqual(whyRefused({ triggerSource, request }, environment), undefined);
            }
        }
    });

    it("keeps out any address that is not, sign by sign, on the list or of a domain on it", () => {
        const sign = fc.constantFrom(...Array.from("aA@.@example.comorgEVIL+_-\"'<> ,;\n\u0000\u212A\u0130"));
        const text = fc.oneof(fc.string({ unit: sign, maxLength: 30 }), fc.string(), fc.emailAddress());
        const near = fc
            .tuple(text, fc.constantFrom("@example.com", "@example.org", "ada@example.org", "example.com"), text)
            .map((all) => all.join(""));
        fc.assert(
            fc.property(fc.oneof(text, near), (email) => {
                const allowed = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@example\.com$/i.test(email) || /^ada@example\.org$/i.test(email);
                for (const event of [firstSignIn(verified(email)), tokens(verified(email))]) {
                    assert.equal(whyRefused(event, environment) === undefined, allowed, JSON.stringify(email));
                }
            }),
            { numRuns: 3000 },
        );
    });

    it("keeps out, and never breaks on, any event at all", () => {
        fc.assert(
            fc.property(fc.constantFrom("PreSignUp_ExternalProvider", ...tokenSources), fc.object(), (triggerSource, attributes) => {
                const event = {
                    triggerSource,
                    userName: "Company_1",
                    request: { userAttributes: { ...attributes, email: "eve@evil.com" } },
                };
                assert.notEqual(whyRefused(event, environment), undefined);
            }),
        );
    });
});
