import type { ResourceRule } from "../rule";
import { actionsIn, allowing, permissionTypes } from "../view/documents";
import { show } from "../view/values";

/** All of the services that say who may do what; of the one that hands out credentials, all but taking a role that is named. */
const powerful = /^(?:iam|organizations|account|sso|sso-directory|identitystore):|^sts:(?!AssumeRole$)/i;

/** Source: IAM User Guide, "Security best practices in IAM"; whoever can write a policy or pass a role has whatever it allows. */
export const noEscalation: ResourceRule = {
    id: "no-escalation",
    scope: "resource",
    description: "No permission lets whoever has it give itself another.",
    remedy: "Leave out the actions of IAM and its like; name the role that sts:AssumeRole is for.",
    types: permissionTypes,
    *check(resource) {
        for (const action of allowing(resource)
            .flatMap(actionsIn)
            .filter((each) => powerful.test(each))) {
            yield `it allows ${show(action)}`;
        }
    },
};
