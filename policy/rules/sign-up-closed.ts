import type { ResourceRule } from "../rule";
import { types } from "../view/types";
import { at, listAt, show } from "../view/values";

/**
 * AWS's default is open, and whoever comes from another identity provider gets an account at the first sign-in, closed or not. Sources: Cognito
 * Developer Guide, "Policies for user creation"; "User pool sign-in with a third party identity provider".
 */
export const signUpClosed: ResourceRule = {
    id: "sign-up-closed",
    scope: "resource",
    description: "Only the owner adds accounts: nobody signs up, and no other identity provider brings its people.",
    remedy: 'Set adminCreateUserConfig.allowAdminCreateUserOnly to true and supportedIdentityProviders to ["COGNITO"], without identity providers.',
    types: [types.userPool, types.userPoolClient, types.identityProvider],
    *check({ type, props }) {
        if (type === types.identityProvider) {
            yield "its people get accounts by themselves";
            return;
        }
        if (type === types.userPoolClient) {
            const providers = at(props, "supportedIdentityProviders");
            // Named, not left to AWS: only then is it sure that none that is added later counts.
            if (listAt(providers).length !== 1 || at(providers, 0) !== "COGNITO") {
                yield `supportedIdentityProviders is ${show(providers)}`;
            }
            return;
        }
        const closed = at(props, "adminCreateUserConfig", "allowAdminCreateUserOnly");
        if (closed !== true) {
            yield `anyone can sign up: allowAdminCreateUserOnly is ${show(closed)}`;
        }
    },
};
