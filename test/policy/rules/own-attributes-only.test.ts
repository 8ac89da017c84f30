import { types } from "../../../declared/types";
import { ownAttributesOnly } from "../../../policy/rules/own-attributes-only";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const client = (writeAttributes?: string[], props: object = {}) => [resource(types.userPoolClient, { writeAttributes, ...props })];
const provider = resource(types.identityProvider, { attributeMapping: { email: "email", phone_number: "phone" } }, "provider");
const google = resource(types.identityProvider, { attributeMapping: { website: "hd" } }, "google");
const unset = "every attribute can be written: writeAttributes is not set";

describeRule(ownAttributesOnly, {
    holds: {
        "for a nickname": client(["nickname"]),
        "for the address where an identity provider sets it, and no token can": [
            provider,
            ...client(["nickname", "email"], { allowedOauthScopes: ["openid"], explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"] }),
        ],
        "for the domain where Google sets it": [google, ...client(["website"], { allowedOauthScopes: ["openid"] })],
    },
    violated: {
        "by the address": [client(["nickname", "email"]), 'a user can write "email"'],
        "by the address where no identity provider sets it": [
            [resource(types.identityProvider, { attributeMapping: { nickname: "name" } }, "provider"), ...client(["email"])],
            'a user can write "email"',
        ],
        "by the address where a token can set it, too": [
            [provider, ...client(["email"], { allowedOauthScopes: ["openid", "aws.cognito.signin.user.admin"] })],
            'a user can write "email"',
        ],
        "by the address where people sign in directly": [
            [provider, ...client(["email"], { explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] })],
            'a user can write "email"',
        ],
        "by the domain where Google does not set it": [[provider, ...client(["website"])], 'a user can write "website"'],
        "by the domain where a token can set it, too": [
            [google, ...client(["website"], { allowedOauthScopes: ["openid", "aws.cognito.signin.user.admin"] })],
            'a user can write "website"',
        ],
        "by more than the address": [[provider, ...client(["phone_number"])], 'a user can write "phone_number"'],
        "by an attribute that an app may decide by": [client(["custom:role"]), 'a user can write "custom:role"'],
        "by AWS's default": [client(), unset],
        "by an empty list, which is the same": [client([]), unset],
    },
});
