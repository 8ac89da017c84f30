import { types } from "../../../declared/types";
import { verifiedByProvider } from "../../../policy/rules/verified-by-provider";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const mapping = (attributeMapping?: object) => [resource(types.identityProvider, { attributeMapping })];
const another = (email: string) => `email is from ${email}, and email_verified is about another claim`;
const no = (claim: string) => `email_verified is from "${claim}", which does not say so`;

describeRule(verifiedByProvider, {
    holds: {
        "for the provider's own": mapping({ username: "sub", email: "email", email_verified: "email_verified", nickname: "name" }),
        "for two claims that belong together": mapping({ email: "upn", email_verified: "upn_verified" }),
        "for a provider that says nothing of it": mapping({ email: "http://schemas.xmlsoap.org/claims/emailaddress" }),
        "for a claim of one directory": mapping({ email: "email", email_verified: "xms_edov" }),
        "without a mapping": mapping(),
    },
    violated: {
        "by an address that the person chose": [
            mapping({ email: "preferred_username", email_verified: "email_verified" }),
            another('"preferred_username"'),
        ],
        "without an address": [mapping({ email_verified: "email_verified" }), another("not set")],
        ...Object.fromEntries(
            ["nickname", "preferred_username", "email", "website"].map((claim) => [
                `by the claim ${claim}`,
                [mapping({ email: "email", email_verified: claim }), no(claim)] as const,
            ]),
        ),
        "by the address itself": [mapping({ email: "mail", email_verified: "mail" }), no("mail")],
        "by another attribute's claim": [mapping({ email: "email", email_verified: "team", nickname: "team" }), no("team")],
    },
});
