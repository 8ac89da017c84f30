import type { ResourceRule } from "../rule";
import { actionsIn, allowing, permissionTypes } from "../view/documents";
import { show, textsAt } from "../view/values";

/** Actions that take no narrower resource. Source: Service Authorization Reference, Amazon ECR and Session Manager Message Gateway. */
const unresourced = new Set([
    "ecr:GetAuthorizationToken",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
]);

export const noWildcardResource: ResourceRule = {
    id: "no-wildcard-resource",
    scope: "resource",
    description: "Every permission names the resources it is for, where AWS lets it.",
    remedy: "Name the resource's ARN; a wildcard may only stand for what is inside it.",
    types: permissionTypes,
    *check(resource) {
        for (const statement of allowing(resource)) {
            const anywhere = textsAt(statement, "Resource").filter((arn) => !isNarrow(arn));
            const actions = actionsIn(statement).filter((action) => !unresourced.has(action));
            if (anywhere.length > 0 && actions.length > 0) {
                yield `it allows ${show(actions)} at ${show(anywhere)}`;
            }
            if (statement["NotResource"] !== undefined) {
                yield "it is for everything but a list: NotResource";
            }
        }
    },
};

/** Whether an ARN names service and resource, whatever may follow. */
function isNarrow(arn: string): boolean {
    return /^arn:[^:*?]+:[^:*?]+:[^:*?]*:[^:*?]*:[^*?]{3,}/.test(arn);
}
