import { types } from "../../declared/types";
import { at, show, textAt } from "../../declared/values";
import type { StackRule } from "../rule";

/** Whoever has a client's secret can ask the identity provider in the stack's name. Tags, variables and descriptions are read by many. */
export const providerSecretKept: StackRule = {
    id: "provider-secret-kept",
    scope: "stack",
    description: "A client secret of an identity provider is nowhere but in the provider's own details.",
    remedy: "Set it with pulumi config set --secret, and pass it to nothing but providerDetails.client_secret.",
    types: [types.identityProvider],
    *check(provider, stack) {
        const secret = textAt(provider.props, "providerDetails", "client_secret");
        const type = at(provider.props, "providerType");
        if (type !== "SAML" && (secret === undefined || secret === "")) {
            yield `client_secret is ${show(secret)}`;
        }
        if (secret === undefined || secret === "") {
            return;
        }
        for (const { name, type, props } of stack.resources.filter((resource) => resource !== provider)) {
            const isSame = type === types.identityProvider && textAt(props, "providerDetails", "client_secret") === secret;
            if (!isSame && JSON.stringify(props).includes(JSON.stringify(secret).slice(1, -1))) {
                yield `its client secret is in ${name}`;
            }
        }
    },
};
