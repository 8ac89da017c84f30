import { ofType } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, listAt, show, textAt } from "../../declared/values";
import type { StackRule } from "../rule";

/**
 * AWS's default is open, and whoever comes from another identity provider gets an account at the first sign-in, closed or not: `strangers-kept-out` is
 * for these. Sources: Cognito Developer Guide, "Policies for user creation"; "User pool sign-in with a third party identity provider".
 */
export const signUpClosed: StackRule = {
    id: "sign-up-closed",
    scope: "stack",
    description: "Nobody signs up: the owner adds accounts, or lets the people of an identity provider of this stack in.",
    remedy: 'Set adminCreateUserConfig.allowAdminCreateUserOnly to true, and supportedIdentityProviders to "COGNITO" and the identity providers of the stack.',
    types: [types.userPool, types.userPoolClient],
    *check({ type, props }, stack) {
        if (type === types.userPool) {
            const closed = at(props, "adminCreateUserConfig", "allowAdminCreateUserOnly");
            if (closed !== true) {
                yield `anyone can sign up: allowAdminCreateUserOnly is ${show(closed)}`;
            }
            return;
        }
        const providers = listAt(props, "supportedIdentityProviders");
        const own = ofType(stack, types.identityProvider).map((provider) => textAt(provider.props, "providerName"));
        // Named, not left to AWS: only then is it sure that none that is added later counts.
        const others = providers.filter((name) => name !== "COGNITO" && !own.includes(String(name)));
        if (others.length > 0 || !providers.includes("COGNITO")) {
            yield `supportedIdentityProviders is ${show(at(props, "supportedIdentityProviders"))}`;
        }
    },
};
