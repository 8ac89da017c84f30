import { types } from "../../../declared/types";
import { usersHidden } from "../../../policy/rules/users-hidden";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const client = (props: object) => [resource(types.userPoolClient, { ...props })];

describeRule(usersHidden, {
    holds: { "where every refusal is alike": client({ preventUserExistenceErrors: "ENABLED" }) },
    violated: {
        "by LEGACY": [client({ preventUserExistenceErrors: "LEGACY" }), 'preventUserExistenceErrors is "LEGACY"'],
        "by AWS's default": [client({}), "preventUserExistenceErrors is not set"],
    },
});
