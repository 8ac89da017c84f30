import { ownAttributesOnly } from "../../../policy/rules/own-attributes-only";
import { types } from "../../../policy/view/types";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const client = (writeAttributes?: string[]) => [resource(types.userPoolClient, { writeAttributes })];
const unset = "every attribute can be written: writeAttributes is not set";

describeRule(ownAttributesOnly, {
    holds: { "for a nickname": client(["nickname"]) },
    violated: {
        "by the address": [client(["nickname", "email"]), 'a user can write "email"'],
        "by an attribute that an app may decide by": [client(["custom:role"]), 'a user can write "custom:role"'],
        "by AWS's default": [client(), unset],
        "by an empty list, which is the same": [client([]), unset],
    },
});
