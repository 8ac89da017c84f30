import { types } from "../../../declared/types";
import { accountsWithoutPasswords } from "../../../policy/rules/accounts-without-passwords";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const user = (props: Readonly<Record<string, unknown>>) => [resource(types.user, { username: "ada", ...props })];

describeRule(accountsWithoutPasswords, {
    holds: { "where Cognito makes one up": user({ desiredDeliveryMediums: ["EMAIL"] }) },
    violated: {
        "by a password": [user({ password: "Correct-horse-7" }), "it has a password"],
        "by a temporary one, even an empty one": [user({ temporaryPassword: "" }), "it has a temporaryPassword"],
    },
});
