import { types } from "../../../declared/types";
import { providerEndpoints } from "../../../policy/rules/provider-endpoints";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const provider = (providerType: string, providerDetails: object) => [resource(types.identityProvider, { providerType, providerDetails })];
const google = {
    attributes_url: "https://people.googleapis.com/v1/people/me?personFields=",
    authorize_url: "https://accounts.google.com/o/oauth2/v2/auth",
    oidc_issuer: "https://accounts.google.com",
    token_url: "https://www.googleapis.com/oauth2/v4/token",
};
const issuer = "https://login.example.com";
const evil = "https://evil.example/token";

describeRule(providerEndpoints, {
    holds: {
        "for Google": provider("Google", { client_id: "1", ...google }),
        "for Google, wherever Cognito finds it": provider("Google", { client_id: "1" }),
        "for an issuer": provider("OIDC", { oidc_issuer: issuer }),
        "for metadata": provider("SAML", { MetadataURL: "https://idp.example.edu/metadata", IDPInit: "false" }),
        "for metadata in a file": provider("SAML", { MetadataFile: "<md/>", IDPInit: false }),
    },
    violated: {
        ...Object.fromEntries(
            Object.keys(google).map((name) => [
                `by another ${name} of Google`,
                [provider("Google", { ...google, [name]: evil }), `${name} is "${evil}"`] as const,
            ]),
        ),
        ...Object.fromEntries(
            ["attributes_url", "authorize_url", "token_url", "jwks_uri"].map((name) => [
                `by a ${name} beside the issuer`,
                [provider("OIDC", { oidc_issuer: issuer, [name]: evil }), `${name} is "${evil}"`] as const,
            ]),
        ),
        ...Object.fromEntries(
            ["http://login.example.com", "https://ada@login.example.com", "login.example.com", "https://Accounts.Google.com."].map(
                (url) => [`by the issuer ${url}`, [provider("OIDC", { oidc_issuer: url }), `oidc_issuer is "${url}"`] as const],
            ),
        ),
        "by metadata without TLS": [provider("SAML", { MetadataURL: "http://idp.example.edu" }), 'MetadataURL is "http://idp.example.edu"'],
        "by a sign-in that begins elsewhere": [provider("SAML", { MetadataFile: "<md/>", IDPInit: "true" }), 'IDPInit is "true"'],
        "by the same in another way": [provider("SAML", { MetadataFile: "<md/>", IDPInit: true }), "IDPInit is true"],
    },
});
