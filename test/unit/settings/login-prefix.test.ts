import assert from "node:assert/strict";
import fc from "fast-check";
import { defaultLoginPrefix, loginPrefixProblem } from "../../../settings/login-prefix";

/** What Cognito takes. Sources: "CreateUserPoolDomain", Domain; "Using the Amazon Cognito domain", reserved words. */
function isValid(prefix: string): boolean {
    const characters = Array.from(prefix).every((character) => "abcdefghijklmnopqrstuvwxyz0123456789-".includes(character));
    const ends = !prefix.startsWith("-") && !prefix.endsWith("-");
    const reserved = ["aws", "amazon", "cognito"].some((word) => prefix.includes(word));
    return prefix.length >= 1 && prefix.length <= 63 && characters && ends && !reserved;
}

/** Labels that hold reserved words, whole, nested (`amaawszon`) and cut by hyphens, more often than chance would. */
const part = fc.constantFrom("aws", "amazon", "cognito", "amaawszon", "cogawsnito", "awamazons", "a-ws", "app", "x", "-", "9");
const dnsLabel = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(""));
const domain = fc.oneof(
    fc.array(dnsLabel, { minLength: 2, maxLength: 6 }).map((labels) => labels.join(".")),
    fc.domain(),
    fc.string(),
);
const anything = fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.constantFrom("", "dev", "aws"));

describe("default login prefix", () => {
    it("is valid for any project, stack and domain", () => {
        fc.assert(
            fc.property(anything, anything, domain, (project, stack, host) => {
                const prefix = defaultLoginPrefix(project, stack, host);
                assert.ok(isValid(prefix), prefix);
                assert.equal(loginPrefixProblem(prefix), undefined);
            }),
            { numRuns: 1000 },
        );
    });

    it("is the same each time, and another for another project, stack or domain", () => {
        fc.assert(
            fc.property(anything, anything, domain, fc.constantFrom(0, 1, 2), (project, stack, host, which) => {
                const names = [project, stack, host] as const;
                assert.equal(defaultLoginPrefix(...names), defaultLoginPrefix(project, stack, host));
                const other = names.with(which, `${names[which]}2`) as [string, string, string];
                assert.notEqual(defaultLoginPrefix(...names), defaultLoginPrefix(...other));
            }),
        );
    });

    it("starts with the domain, as far as there is room", () => {
        assert.match(defaultLoginPrefix("p", "s", "streamlit.example.com"), /^streamlit-example-com-[0-9a-f]{8}$/);
        const long = defaultLoginPrefix("p", "s", `${"l".repeat(60)}.example.com`);
        assert.match(long, /^l{54}-[0-9a-f]{8}$/);
        assert.equal(long.length, 63);
        // Nothing of the domain is left.
        assert.match(defaultLoginPrefix("p", "s", "aws.amazon"), /^app-[0-9a-f]{8}$/);
    });

    // A prefix that changes in an upgrade replaces the login page of every deployed stack.
    it("does not change from one version of the program to the next", () => {
        assert.equal(defaultLoginPrefix("streamlit-cognito", "dev", "streamlit.example.com"), "streamlit-example-com-d97d7528");
    });
});

describe("login prefix problem", () => {
    it("is found exactly where Cognito would refuse the prefix", () => {
        const prefix = fc.oneof(
            dnsLabel,
            fc.string({ unit: fc.constantFrom("a", "w", "s", "0", "-", "A", "."), maxLength: 70 }),
            fc.string(),
        );
        fc.assert(
            fc.property(prefix, (text) => {
                assert.equal(loginPrefixProblem(text) === undefined, isValid(text));
            }),
            { numRuns: 1000 },
        );
    });

    it("is told by its rule", () => {
        const shape = "must be 1 to 63 lower-case letters, digits and hyphens, and may not start or end with a hyphen";
        for (const prefix of ["", "-a", "a-", "A", "a.b", "a_b", "é", "a".repeat(64), "a\n"]) {
            assert.equal(loginPrefixProblem(prefix), shape, JSON.stringify(prefix));
        }
        for (const word of ["aws", "amazon", "cognito"]) {
            assert.equal(loginPrefixProblem(`my${word}app`), `may not contain "${word}"; Cognito reserves aws, amazon, cognito`);
        }
        for (const prefix of ["a", "0", "a".repeat(63), "my-team-login"]) {
            assert.equal(loginPrefixProblem(prefix), undefined, prefix);
        }
    });
});
