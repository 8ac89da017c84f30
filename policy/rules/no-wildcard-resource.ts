import { show, textsAt } from "../../declared/values";
import type { ResourceRule } from "../rule";
import { actionsIn, allowing, permissionTypes } from "../view/documents";

/**
 * Actions that take no narrower resource. Sources: Service Authorization Reference, Amazon ECR, Session Manager Message Gateway and Elastic Load Balancing V2; Cognito Developer
 * Guide, "SMS message settings": a message to a telephone number, which has no ARN, is published, too.
 */
const unresourced = new Set([
    "ecr:GetAuthorizationToken",
    "sns:Publish",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
    "elasticloadbalancing:DescribeListeners",
    "elasticloadbalancing:DescribeRules",
    "elasticloadbalancing:DescribeTargetGroups",
    "elasticloadbalancing:DescribeTargetHealth",
]);

/** A permission for every repository reads other apps' images. Source: IAM User Guide, "Security best practices in IAM". */
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

const service = /^arn:[^:*?]+:[^:*?]+:[^:*?]*:[^:*?]*:/;

/** Resources as an ARN ends with them. Source: IAM User Guide, "Amazon Resource Names (ARNs)"; a bucket alone has its name first. */
const narrow = [
    // A resource, without wildcards to the end of its name.
    /^[^*?]*[^*?:/]$/,
    // What is behind a colon after the name, such as a log group's streams. Behind a slash, a name may go on: `repository/team/*` is many.
    /^[\w-]+[:/][^:*?]*[^:*?/]:.+$/,
];

const inBucket = /^arn:[^:*?]+:s3:::[^*?:/]+\/.+$/;

/** Whether an ARN names one resource, or what is inside one: whatever its wildcards stand for, its name is whole. */
function isNarrow(arn: string): boolean {
    const resource = service.test(arn) ? arn.replace(service, "") : "";
    return inBucket.test(arn) || narrow.some((pattern) => pattern.test(resource));
}
