import { signUpClosed } from "../../../policy/rules/sign-up-closed";
import { types } from "../../../policy/view/types";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const pool = (adminCreateUserConfig: object) => [resource(types.userPool, { adminCreateUserConfig })];

describeRule(signUpClosed, {
    holds: { "where only an administrator adds people": pool({ allowAdminCreateUserOnly: true }) },
    violated: {
        "by an open door": [pool({ allowAdminCreateUserOnly: false }), "anyone can sign up: allowAdminCreateUserOnly is false"],
        "by AWS's default": [[resource(types.userPool)], "anyone can sign up: allowAdminCreateUserOnly is not set"],
    },
});
