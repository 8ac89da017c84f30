import { types } from "../../../declared/types";
import { clientSecret } from "../../../policy/rules/client-secret";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

describeRule(clientSecret, {
    holds: { "for a client with one": [resource(types.userPoolClient, { generateSecret: true })] },
    violated: {
        "by a public client": [[resource(types.userPoolClient, { generateSecret: false })], "generateSecret is false"],
        "by AWS's default": [[resource(types.userPoolClient)], "generateSecret is not set"],
    },
});
