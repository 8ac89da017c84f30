import { types } from "../../../declared/types";
import { addressesVouchedFor } from "../../../policy/rules/addresses-vouched-for";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const lambda = (trusted?: string) =>
    resource(types.lambdaFunction, { environment: { variables: { TRUSTED_PROVIDERS: trusted } } }, "people");
const pool = resource(types.userPool, { lambdaConfig: { preSignUp: "people-arn", preTokenGeneration: "people-arn" } }, "users");
const provider = (providerName: string, providerType: string, attributeMapping: object = {}, userPoolId = "users-id") =>
    resource(
        types.identityProvider,
        { userPoolId, providerName, providerType, attributeMapping: { email: "email", ...attributeMapping } },
        providerName,
    );
const campus = provider("Campus", "SAML");
const company = provider("Company", "OIDC", { email_verified: "email_verified" });
const google = provider("Google", "Google", { email_verified: "email_verified", website: "hd" });
const all = [pool, campus, company, google];

const trusts = (name: string, why: string): string => `people trusts "${name}", ${why}`;
const nobody = "people lets nobody in: TRUSTED_PROVIDERS is no list of names";
const domain = (claim: string): string => `whose domain a Google account is, is not told: Google maps website to ${claim}`;

describeRule(addressesVouchedFor, {
    holds: {
        "where nobody is trusted": [...all, lambda("[]")],
        "for a provider that says of no address whether it is verified": [...all, lambda('["Campus"]')],
        "for its name in small letters": [...all, lambda('["campus"]')],
        "where nobody comes from elsewhere": [pool, lambda()],
    },
    violated: {
        "by a provider that is not there": [[...all, lambda('["Campus","Other"]')], trusts("Other", "which is no provider of the pool")],
        "by a provider of another pool": [
            [...all, provider("Other", "SAML", {}, "other-id"), lambda('["Other"]')],
            trusts("Other", "which is no provider of the pool"),
        ],
        "by a provider whose own word is better": [
            [...all, lambda('["Company"]')],
            trusts("Company", "and not its word on which addresses are verified"),
        ],
        "by a provider without an address": [
            [pool, provider("Campus", "SAML", { email: undefined }), lambda('["Campus"]')],
            trusts("Campus", "which sends no address"),
        ],
        "by everybody at Google": [[...all, lambda('["google"]')], trusts("google", "where anybody can have an account")],
        ...Object.fromEntries(
            [undefined, "", "Campus", "{}", "[1]", '[""]', "null"].map((list) => [
                `by the list ${list ?? "that is not there"}`,
                [[...all, lambda(list)], nobody] as const,
            ]),
        ),
        "by an account of anybody's": [[pool, provider("Google", "Google"), lambda("[]")], domain("not set")],
        "by what an account's owner says": [
            [pool, provider("Google", "Google", { website: "website" }), lambda("[]")],
            domain('"website"'),
        ],
    },
});
