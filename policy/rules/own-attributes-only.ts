import type { ResourceRule } from "../rule";
import { types } from "../view/types";
import { at, show, textsAt } from "../view/values";

/** What an app may decide by: somebody who could change it would be somebody else. */
const identifying = ["email", "email_verified", "phone_number", "phone_number_verified", "preferred_username", "sub"];

/** Unless told otherwise, a client writes every attribute. Source: Cognito Developer Guide, "Working with user attributes". */
export const ownAttributesOnly: ResourceRule = {
    id: "own-attributes-only",
    scope: "resource",
    description: "A user cannot change by what an app knows them.",
    remedy: "List in writeAttributes what a user may set, without addresses, phone numbers and names to sign in by.",
    types: [types.userPoolClient],
    *check({ props }) {
        const writable = textsAt(props, "writeAttributes");
        if (at(props, "writeAttributes") === undefined || writable.length === 0) {
            yield "every attribute can be written: writeAttributes is not set";
        }
        for (const attribute of writable.filter((each) => identifying.includes(each) || each.startsWith("custom:"))) {
            yield `a user can write ${show(attribute)}`;
        }
    },
};
