import { types } from "../../../declared/types";
import { signUpClosed } from "../../../policy/rules/sign-up-closed";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const pool = (adminCreateUserConfig: object) => [resource(types.userPool, { adminCreateUserConfig })];

const client = (supportedIdentityProviders: unknown) => resource(types.userPoolClient, { supportedIdentityProviders });

describeRule(signUpClosed, {
    holds: {
        "where only the pool's own people sign in": [client(["COGNITO"])],
        "where an identity provider of the stack brings its people, too": [
            resource(types.identityProvider, { providerName: "Google" }),
            client(["COGNITO", "Google"]),
        ],
        "where only an administrator adds people": pool({ allowAdminCreateUserOnly: true }),
    },
    violated: {
        "by an open door": [pool({ allowAdminCreateUserOnly: false }), "anyone can sign up: allowAdminCreateUserOnly is false"],
        "by another identity provider beside the pool": [
            [client(["COGNITO", "Google"])],
            'supportedIdentityProviders is ["COGNITO","Google"]',
        ],
        "by another identity provider alone": [[client(["Google"])], 'supportedIdentityProviders is ["Google"]'],
        "by a client that the pool's own people cannot use": [
            [resource(types.identityProvider, { providerName: "Google" }), client(["Google"])],
            'supportedIdentityProviders is ["Google"]',
        ],
        "by whatever AWS supports": [[client(undefined)], "supportedIdentityProviders is not set"],
        "by AWS's default": [[resource(types.userPool)], "anyone can sign up: allowAdminCreateUserOnly is not set"],
    },
});
