import { types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** A password alone can be fished for; messages cost, and can be redirected. Source: Cognito Developer Guide, "Adding MFA to a user pool". */
export const secondFactorOffered: ResourceRule = {
    id: "second-factor-offered",
    scope: "resource",
    description: "Whoever wants a second factor can have an authenticator app.",
    remedy: "Set mfaConfiguration to OPTIONAL or ON, and softwareTokenMfaConfiguration.enabled to true.",
    types: [types.userPool],
    *check({ props }) {
        const mfa = at(props, "mfaConfiguration");
        if (mfa !== "OPTIONAL" && mfa !== "ON") {
            yield `mfaConfiguration is ${show(mfa)}`;
        }
        if (at(props, "softwareTokenMfaConfiguration", "enabled") !== true) {
            yield "no authenticator app can be used";
        }
    },
};
