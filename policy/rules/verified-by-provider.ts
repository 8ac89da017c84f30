import { types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** Claims that people fill in themselves, or that say nothing of the kind. Source: OpenID Connect Core 1.0, "Standard Claims". */
const others = ["name", "given_name", "family_name", "nickname", "preferred_username", "profile", "website", "email", "sub", "upn"];

/** Whoever may say that an address is verified has any address. Source: Cognito Developer Guide, "Mapping IdP attributes to profiles and tokens". */
export const verifiedByProvider: ResourceRule = {
    id: "verified-by-provider",
    scope: "resource",
    description: "Whether an address is verified, the identity provider says, and of the very claim that the address is from.",
    remedy: "Map email and email_verified to claims that belong together: the provider's own email_verified is about its claim email.",
    types: [types.identityProvider],
    *check({ props }) {
        const { email, email_verified: verified, ...mapping } = (at(props, "attributeMapping") ?? {}) as Readonly<Record<string, unknown>>;
        if (verified === undefined) {
            return;
        }
        if (email === undefined || (verified === "email_verified" && email !== "email")) {
            yield `email is from ${show(email)}, and email_verified is about another claim`;
        }
        if (others.some((claim) => claim === verified) || verified === email || Object.values(mapping).includes(verified)) {
            yield `email_verified is from ${show(verified)}, which does not say so`;
        }
    },
};
