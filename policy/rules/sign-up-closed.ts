import type { ResourceRule } from "../rule";
import { types } from "../view/types";
import { at, show } from "../view/values";

/** Source: Cognito Developer Guide, "Policies for user creation". AWS's default is open. */
export const signUpClosed: ResourceRule = {
    id: "sign-up-closed",
    scope: "resource",
    description: "Only the owner adds accounts.",
    remedy: "Set adminCreateUserConfig.allowAdminCreateUserOnly to true.",
    types: [types.userPool],
    *check({ props }) {
        const closed = at(props, "adminCreateUserConfig", "allowAdminCreateUserOnly");
        if (closed !== true) {
            yield `anyone can sign up: allowAdminCreateUserOnly is ${show(closed)}`;
        }
    },
};
