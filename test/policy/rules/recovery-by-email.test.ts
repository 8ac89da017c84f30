import { types } from "../../../declared/types";
import { recoveryByEmail } from "../../../policy/rules/recovery-by-email";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const pool = (names: string[], autoVerifiedAttributes = ["email"]) => [
    resource(types.userPool, { accountRecoverySetting: { recoveryMechanisms: names.map((name) => ({ name })) }, autoVerifiedAttributes }),
];

describeRule(recoveryByEmail, {
    holds: { "for a verified address": pool(["verified_email"]) },
    violated: {
        "by a phone": [pool(["verified_email", "verified_phone_number"]), 'it recovers by ["verified_email","verified_phone_number"]'],
        "by AWS's default": [pool([]), "it recovers by []"],
        "by an address that nobody verifies": [pool(["verified_email"], []), "it verifies no address"],
    },
});
