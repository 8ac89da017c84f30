import { show } from "../../declared/values";
import type { ResourceRule } from "../rule";
import { actionsIn, allowing, permissionTypes } from "../view/documents";

/** A wildcard allows what AWS adds later, too. Source: IAM User Guide, "Security best practices in IAM". */
export const noWildcardAction: ResourceRule = {
    id: "no-wildcard-action",
    scope: "resource",
    description: "Every permission names the actions it allows, without wildcards.",
    remedy: "List the actions that are called, one by one.",
    types: permissionTypes,
    *check(resource) {
        for (const statement of allowing(resource)) {
            for (const action of actionsIn(statement).filter((each) => /[*?]/.test(each))) {
                yield `it allows ${show(action)}`;
            }
            if (statement["NotAction"] !== undefined) {
                yield "it allows everything but a list: NotAction";
            }
        }
    },
};
