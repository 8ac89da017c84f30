import { types } from "../../../declared/types";
import { providerSecretKept } from "../../../policy/rules/provider-secret-kept";
import { resource, serviceOf } from "../support/resources";
import { describeRule } from "../support/rule";

const provider = (client_secret: string | undefined, name = "google", providerType = "Google") =>
    resource(types.identityProvider, { providerType, providerDetails: { client_secret } }, name);

describeRule(providerSecretKept, {
    holds: {
        "where it is nowhere else": [provider("hush"), serviceOf({ environment: [{ name: "A", value: "other" }] })],
        "for two providers with one client": [provider("hush"), provider("hush", "other", "OIDC")],
        "for a provider that has none": [provider(undefined, "campus", "SAML")],
    },
    violated: {
        "by a variable": [
            [provider("hush"), serviceOf({ environment: [{ name: "A", value: "say hush now" }] })],
            "its client secret is in service",
        ],
        "by a tag": [[provider('hu"sh'), resource(types.logGroup, { tags: { owner: 'hu"sh' } }, "logs")], "its client secret is in logs"],
        "by none": [[provider(undefined)], "client_secret is not set"],
        "by an empty one": [[provider("")], 'client_secret is ""'],
    },
});
