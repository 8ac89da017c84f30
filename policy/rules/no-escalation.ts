import { show } from "../../declared/values";
import { isPowerful } from "../../settings/powerful-actions";
import type { ResourceRule } from "../rule";
import { actionsIn, allowing, movesRequests, permissionTypes } from "../view/documents";

/**
 * What moves requests, ECS and EventBridge Scheduler need: `requests-moved-by-aws` says whose these may be.
 *
 * Source: IAM User Guide, "Security best practices in IAM"; whoever can write a policy or pass a role has whatever it allows.
 */
export const noEscalation: ResourceRule = {
    id: "no-escalation",
    scope: "resource",
    description: "No permission lets whoever has it give itself another, or say who reaches the app.",
    remedy: "Leave out the actions of IAM and its like, those that write a resource's policy or run code by another role, and those that change the user pool or the load balancer; name the role that sts:AssumeRole is for.",
    types: permissionTypes,
    *check(resource) {
        const actions = allowing(resource).flatMap(actionsIn);
        for (const action of actions.filter((each) => isPowerful(each) && !movesRequests(each))) {
            yield `it allows ${show(action)}`;
        }
    },
};
