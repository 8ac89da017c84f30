import type { ResourceRule } from "../rule";
import { actionsIn, allowing, permissionTypes } from "../view/documents";
import { show } from "../view/values";

/**
 * With these, whoever has the role could give it more: actions of the services that say who may do what, of the one that hands out credentials all but
 * taking a role that is named; those that write who may use a resource; and those that run code of the caller's by another role.
 * `settings/task-policy.ts` has the same list of its own: the pack is loaded by itself, and looks at what any program declares.
 */
const powerful = [
    /^(?:iam|organizations|account|sso|sso-directory|identitystore|lakeformation):/,
    /^sts:(?!assumerole$)/,
    /:(?:put|set|attach|create|update|modify|replace)\w*(?:policy|policies|acl|grants?)$/,
    /:(?:add|put|grant|update)\w*permissions?$/,
    /^(?:sns:settopicattributes|sqs:setqueueattributes)$/,
    /^lambda:updatefunction(?:code|configuration)$|^ecs:executecommand$/,
    /^ssm:(?:sendcommand|startsession|startautomationexecution)$|^ec2-instance-connect:/,
    /^cloudformation:(?:createstack|updatestack|createchangeset|executechangeset)$/,
    /^codebuild:(?:startbuild|startbuildbatch|updateproject)$|^states:updatestatemachine$|^glue:updatejob$/,
];

/** Source: IAM User Guide, "Security best practices in IAM"; whoever can write a policy or pass a role has whatever it allows. */
export const noEscalation: ResourceRule = {
    id: "no-escalation",
    scope: "resource",
    description: "No permission lets whoever has it give itself another.",
    remedy: "Leave out the actions of IAM and its like, and those that write a resource's policy or run code by another role; name the role that sts:AssumeRole is for.",
    types: permissionTypes,
    *check(resource) {
        for (const action of allowing(resource)
            .flatMap(actionsIn)
            .filter((each) => powerful.some((pattern) => pattern.test(each.toLowerCase())))) {
            yield `it allows ${show(action)}`;
        }
    },
};
