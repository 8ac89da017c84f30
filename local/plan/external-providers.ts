import type { DeclaredResource, DeclaredStack } from "../declared";
import type { ExternalProvider } from "../model";
import { inputsOfPool } from "./of-pool";
import type { Refusals } from "./refusals";

/** Why a type of provider is not served. */
const reasons: Readonly<Record<string, string>> = {
    Google: "Google sends nobody back to an address under .localhost; an OIDC provider is served",
    SAML: "SAML is not served here; an OIDC provider is",
};

/** The OpenID Connect providers of a pool. Refuses every other type, by the resource's name. */
export function planExternalProviders(pool: DeclaredResource, stack: DeclaredStack, refusals: Refusals): ExternalProvider[] {
    return stack.ofType("aws:cognito/identityProvider:IdentityProvider").flatMap((resource) => {
        const inputs = inputsOfPool(pool, resource, refusals);
        const type = inputs.string("providerType", "");
        if (type !== "OIDC") {
            inputs.refuse("providerType", reasons[type] ?? `"${type}" is not served here; OIDC is`);
            return [];
        }
        inputs.never("providers are chosen by name here", "idpIdentifiers");
        const name = inputs.string("providerName", "");
        const attributeMapping = inputs.map("attributeMapping");
        const details = inputs.object("providerDetails");
        const provider = {
            name,
            resourceName: resource.name,
            issuer: details?.string("oidc_issuer", "") ?? "",
            clientId: details?.string("client_id", "") ?? "",
            clientSecret: details?.string("client_secret", "") ?? "",
            scope: details?.string("authorize_scopes", "") ?? "",
            attributeMapping,
        };
        details?.mustBe("attributes_request_method", "GET", "attributes are asked for by GET here");
        details?.mustBe("attributes_url_add_attributes", "false", "attributes are not asked for one by one here");
        details?.end();
        if (attributeMapping["username"] !== undefined && attributeMapping["username"] !== "sub") {
            inputs.refuse("attributeMapping", "the user name is the provider's sub here");
        }
        inputs.end();
        return [provider];
    });
}
