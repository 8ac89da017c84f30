import { ofType } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, show, textsAt } from "../../declared/values";
import type { StackRule } from "../rule";

/** What an app may decide by: somebody who could change it would be somebody else. */
const identifying = ["email", "email_verified", "phone_number", "phone_number_verified", "preferred_username", "sub", "website"];

/** Of these, what an identity provider may set: the address, and the domain that manages a Google account. */
const given = ["email", "website"];

/** With it, an access token changes its user's attributes. Source: Cognito API Reference, "UpdateUserAttributes". */
const selfService = "aws.cognito.signin.user.admin";

/**
 * Unless told otherwise, a client writes every attribute. What an identity provider's claim is mapped to, a client must be able to write, as Cognito
 * does at each sign-in; its user cannot, as long as no token of the client has the scope, which those of a direct sign-in have. Sources: Cognito
 * Developer Guide, "Working with user attributes"; "Mapping IdP attributes to profiles and tokens"; "Scopes, M2M, and resource servers".
 */
export const ownAttributesOnly: StackRule = {
    id: "own-attributes-only",
    scope: "stack",
    description: "A user cannot change by what an app knows them.",
    remedy: "List in writeAttributes what a user may set, without addresses, phone numbers and names to sign in by; of these, only what an identity provider sets.",
    types: [types.userPoolClient],
    *check({ props }, stack) {
        const writable = textsAt(props, "writeAttributes");
        if (at(props, "writeAttributes") === undefined || writable.length === 0) {
            yield "every attribute can be written: writeAttributes is not set";
        }
        const direct = textsAt(props, "explicitAuthFlows").some((flow) => flow !== "ALLOW_REFRESH_TOKEN_AUTH");
        const isUsers = direct || textsAt(props, "allowedOauthScopes").includes(selfService);
        const mapped = isUsers
            ? []
            : ofType(stack, types.identityProvider).flatMap((provider) => Object.keys(at(provider.props, "attributeMapping") ?? {}));
        for (const attribute of writable.filter((each) => identifying.includes(each) || each.startsWith("custom:"))) {
            if (!given.includes(attribute) || !mapped.includes(attribute)) {
                yield `a user can write ${show(attribute)}`;
            }
        }
    },
};
