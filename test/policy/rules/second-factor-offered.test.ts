import { types } from "../../../declared/types";
import { secondFactorOffered } from "../../../policy/rules/second-factor-offered";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const pool = (mfaConfiguration: string, enabled = true) => [
    resource(types.userPool, { mfaConfiguration, softwareTokenMfaConfiguration: { enabled } }),
];

describeRule(secondFactorOffered, {
    holds: { "where it may be used": pool("OPTIONAL"), "where it must be": pool("ON") },
    violated: {
        "where it is off": [pool("OFF"), 'mfaConfiguration is "OFF"'],
        "where only messages count": [pool("ON", false), "no authenticator app can be used"],
    },
});
