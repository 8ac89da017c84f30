import { types } from "../../../declared/types";
import { passwordPolicy } from "../../../policy/rules/password-policy";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const right = {
    minimumLength: 8,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
    temporaryPasswordValidityDays: 3,
};
const pool = (policy: object) => [resource(types.userPool, { passwordPolicy: { ...right, ...policy } })];

describeRule(passwordPolicy, {
    holds: { "for eight of all kinds": pool({}) },
    violated: {
        "by short ones": [pool({ minimumLength: 7 }), "minimumLength is 7"],
        "by plain ones": [
            pool({ requireSymbols: false, requireNumbers: undefined }),
            "requireNumbers is not set",
            "requireSymbols is false",
        ],
        "by temporary ones that last": [pool({ temporaryPasswordValidityDays: 90 }), "temporaryPasswordValidityDays is 90"],
    },
});
